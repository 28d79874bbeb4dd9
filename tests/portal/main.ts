// Starts the simulated portal from the command line: node tests/portal/main.ts --state DIR [--variant gbk|frames] [--port N]
import { parseArgs } from 'node:util';
import { quickPageUrls, updateUrls } from './sites/site-urls.ts';
import { startPortal } from './start-portal.ts';

const { values } = parseArgs({
  options: {
    state: { type: 'string' },
    variant: { type: 'string', default: 'gbk' },
    port: { type: 'string', default: '0' },
  },
});
const { state, variant } = values;
if (state === undefined || (variant !== 'gbk' && variant !== 'frames')) {
  console.error('usage: node tests/portal/main.ts --state DIR [--variant gbk|frames] [--port N]');
  process.exit(2);
}

const portal = await startPortal({ stateDir: state, variant, port: Number(values.port) });
const stop = () => void portal.close().then(() => process.exit(0));
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
console.log(
  JSON.stringify({
    port: portal.port,
    stateDir: portal.stateDir,
    variant,
    chromiumArgs: portal.chromiumArgs,
    updateUrl: updateUrls[variant],
    quickUrl: quickPageUrls[variant],
    caCertificates: portal.caCertificates,
  }),
);
