// `npm run demo`: the simulated portal, a software U盾 and a real browser, and a renewal in it as a clerk does it.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startPortal } from '../portal/start-portal.ts';
import { makeToken } from '../portal/token/make-token.ts';
import { openClerkBrowser } from '../support/clerk-browser.ts';
import { makeScratch } from '../support/scratch.ts';
import { exampleUnit } from '../support/units.ts';
import { renewAsClerk } from './renew-as-clerk.ts';
import { writeResult } from './write-result.ts';

const pin = '135790';

const { values } = parseArgs({
  options: {
    headless: { type: 'boolean', default: false },
    keep: { type: 'string' },
    variant: { type: 'string', default: 'gbk' },
    key: { type: 'string', default: 'RSA-2048' },
  },
});
const variant = values.variant === 'frames' ? 'frames' : 'gbk';
const keyAlgorithm = values.key === 'P-256' ? 'P-256' : 'RSA-2048';
const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
if (!values.headless && !hasDisplay) {
  console.error('[demo] 没有图形界面 · there is no display. Run: npm run demo -- --headless --keep DIR');
  process.exit(1);
}

const say = (text: string) => console.log(`[demo] ${text}`);
const scratch = makeScratch();
// npm runs scripts in the package's folder; the clerk's DIR is meant from where npm was called.
const calledFrom = process.env.INIT_CWD ?? process.cwd();
const keepFolder = values.keep === undefined ? join(scratch.folder, 'kept') : resolve(calledFrom, values.keep);
mkdirSync(keepFolder, { recursive: true });
// A token of an earlier run knows nothing of this run's CA.
rmSync(join(keepFolder, 'token'), { recursive: true, force: true });

say('starting the simulated portal and CA');
const portal = await startPortal({ stateDir: join(scratch.folder, 'portal'), variant });
say('making a software U盾 whose certificate runs out in 20 days');
const token = await makeToken({
  dir: join(keepFolder, 'token'),
  label: '社保U盾',
  pin,
  keyAlgorithm,
  unit: exampleUnit,
  portal,
});
say(`starting Chromium ${values.headless ? 'without a window' : ''}`);
const clerkBrowser = await openClerkBrowser({
  folder: scratch.folder,
  portal,
  hostEnvironment: { ...scratch.hostEnvironment, SOFTHSM2_CONF: token.softhsmConf },
  isHeadless: values.headless,
});

const close = async () => {
  await clerkBrowser.close();
  await portal.close();
  scratch.remove();
};

if (values.headless) {
  let exitCode = 1;
  try {
    const renewal = await renewAsClerk(clerkBrowser, token, keepFolder, say);
    exitCode = writeResult({ keepFolder, portal, token, renewal, say }) ? 0 : 1;
    say(
      values.keep === undefined
        ? 'nothing is kept; --keep DIR keeps pictures, certificates and token'
        : `results in ${keepFolder}`,
    );
  } catch (error) {
    console.error(`[demo] failed: ${(error as Error).stack}`);
  } finally {
    await close();
  }
  process.exit(exitCode);
}

await clerkBrowser.page.goto('http://rlsbj.cq.gov.cn/');
say('浏览器已打开。请依次点击：“社保缴费 网上申报” → “证书更新” → 页面上的“更新证书”按钮；');
say(`在弹出的窗口里填写经办人姓名、电话和 PIN 码 ${pin}，点“验证”，再点“更新证书”。`);
say('The browser is open. Click 社保缴费 网上申报, then 证书更新, then our 更新证书 button on the page;');
say(`in the window type any name, a mobile number and the PIN ${pin}, press 验证 and then 更新证书.`);
say('Close the browser, or press Ctrl+C here, to end.');
const ended = new Promise<void>((resolve) => {
  clerkBrowser.browser.once('disconnected', () => resolve());
  process.once('SIGINT', () => resolve());
});
await ended;
await close().catch(() => undefined);
