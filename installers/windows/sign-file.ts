// Puts an Authenticode signature on a file, by a key that the environment names. Without one nothing is signed.
// Also a program: the installer's maker calls it for the uninstaller, which exists only while the installer is made.
import { rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runTool } from '../tools/run-tool.ts';

/**
 * `SHEBAO_WINDOWS_SIGN_COMMAND`: a program that signs the file named by its only argument in place (keys in a token or a
 * signing service). Or `SHEBAO_WINDOWS_SIGN_CERT` and `SHEBAO_WINDOWS_SIGN_KEY`: PEM files, chain and private key, for
 * osslsigncode; with `SHEBAO_WINDOWS_TIMESTAMP_URL`, an RFC 3161 service, the signature outlives the certificate.
 */
type Environment = NodeJS.ProcessEnv;

/** Whether this build signs. @throws Error when only half of a key is named */
export function isSigning(environment: Environment = process.env): boolean {
  const { SHEBAO_WINDOWS_SIGN_COMMAND, SHEBAO_WINDOWS_SIGN_CERT, SHEBAO_WINDOWS_SIGN_KEY } = environment;
  if (Boolean(SHEBAO_WINDOWS_SIGN_CERT) !== Boolean(SHEBAO_WINDOWS_SIGN_KEY))
    throw new Error('SHEBAO_WINDOWS_SIGN_CERT and SHEBAO_WINDOWS_SIGN_KEY go together');
  return Boolean(SHEBAO_WINDOWS_SIGN_COMMAND || SHEBAO_WINDOWS_SIGN_KEY);
}

/** Signs `file` in place: an executable, a DLL or an MSI. Does nothing in a build that does not sign. */
export async function signFile(file: string, environment: Environment = process.env): Promise<void> {
  if (!isSigning(environment)) return;
  const { SHEBAO_WINDOWS_SIGN_COMMAND, SHEBAO_WINDOWS_SIGN_CERT = '', SHEBAO_WINDOWS_SIGN_KEY = '' } = environment;
  if (SHEBAO_WINDOWS_SIGN_COMMAND) {
    await runTool(SHEBAO_WINDOWS_SIGN_COMMAND, [file]);
    return;
  }
  const { SHEBAO_WINDOWS_TIMESTAMP_URL, SOURCE_DATE_EPOCH } = environment;
  const signed = `${file}.signed`;
  await runTool('osslsigncode', [
    ...['sign', '-h', 'sha256', '-certs', SHEBAO_WINDOWS_SIGN_CERT, '-key', SHEBAO_WINDOWS_SIGN_KEY],
    ...(SHEBAO_WINDOWS_TIMESTAMP_URL ? ['-ts', SHEBAO_WINDOWS_TIMESTAMP_URL] : []),
    ...(SOURCE_DATE_EPOCH ? ['-time', SOURCE_DATE_EPOCH] : []),
    ...['-in', file, '-out', signed],
  ]);
  await rename(signed, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , file] = process.argv;
  if (file === undefined) throw new Error('which file?');
  await signFile(file);
}
