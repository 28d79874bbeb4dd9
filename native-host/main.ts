// The native-messaging host's process: puts the parts together and serves the browser that started it.
import { productVersion } from '../shared/version.ts';
import { allowedCallers } from './allowed-callers.ts';
import { readCaller } from './read-caller.ts';
import { runHost } from './run-host.ts';

const args = process.argv.slice(2);
if ((args[0] === '--driver' || args[0] === '--skf-driver') && args[1] !== undefined) {
  // Lazily, so that the host itself never loads the PKCS#11 binding.
  const [option, modulePath, helper] = args;
  const kind = option === '--driver' ? 'pkcs11' : 'skf';
  void import('./token/driver-child.ts').then(({ serveDriver }) => serveDriver(kind, modulePath, helper));
} else if (args[0] === '--version') {
  process.stdout.write(`${productVersion}\n`);
} else if (args[0]?.startsWith('--') || process.stdin.isTTY) {
  // Browsers name the caller first, and their input is a pipe: this is a person at a terminal.
  void import('./doctor/run-command-line.ts')
    .then(({ runCommandLine }) => runCommandLine(args))
    .then((exitCode) => {
      process.exitCode = exitCode;
    });
} else {
  void runHost(readCaller(args), allowedCallers).then(() => process.stdout.end(() => process.exit()));
}
