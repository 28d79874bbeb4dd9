// The native-messaging host's process: puts the parts together and serves the browser that started it.
import { allowedCallers } from '../shared/product-ids.ts';
import { productVersion } from '../shared/version.ts';
import { readCaller } from './read-caller.ts';
import { runHost } from './run-host.ts';

const args = process.argv.slice(2);
if (args[0] === '--driver' && args[1] !== undefined) {
  // Lazily, so that the host itself never loads the PKCS#11 binding.
  const modulePath = args[1];
  void import('./token/driver-child.ts').then(({ serveDriver }) => serveDriver(modulePath));
} else if (args[0] === '--version') {
  process.stdout.write(`${productVersion}\n`);
} else if (process.stdin.isTTY) {
  process.stderr.write(
    '社保证书助手的本机程序，由浏览器启动，不需要手动运行。\n' +
      'This is the native host of the certificate assistant. The browser starts it; it does nothing by hand.\n',
  );
  process.exitCode = 2;
} else {
  void runHost(readCaller(args), allowedCallers).then(() => process.stdout.end(() => process.exit()));
}
