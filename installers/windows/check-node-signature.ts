// Makes sure that the Windows runtime is the one that the OpenJS Foundation signed, before its signature is taken off.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Checks signer and digest by osslsigncode. The signer's chain ends in a Microsoft root that Debian does not ship, so the
 * chain itself is not judged; that these are the locked bytes is known from package-lock.json (fetch-runtime.ts).
 * @returns false when osslsigncode is not installed @throws Error when the file is unsigned, changed or somebody else's
 */
export async function checkNodeSignature(file: string): Promise<boolean> {
  let text: string;
  try {
    text = (await execute('osslsigncode', ['verify', '-in', file])).stdout;
  } catch (error) {
    const { code, stdout = '' } = error as NodeJS.ErrnoException & { stdout?: string };
    if (code === 'ENOENT') return false;
    // A chain that cannot be judged ends in a failure, with the facts printed before it.
    text = stdout;
  }
  const claimed = /Current message digest +: ([0-9A-F]{64})/.exec(text)?.[1];
  const calculated = /Calculated message digest +: ([0-9A-F]{64})/.exec(text)?.[1];
  if (!claimed || claimed !== calculated) throw new Error(`${file} is unsigned, or not as it was signed`);
  const signer = /Signer #0:\s+Subject: (.*)/.exec(text)?.[1] ?? '';
  if (!signer.includes('/O=OpenJS Foundation/')) throw new Error(`${file} is signed by ${signer}`);
  return true;
}
