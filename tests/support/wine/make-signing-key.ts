// A key to sign Windows programs with, as a build takes it from the environment; only the test itself trusts it.
import { join } from 'node:path';
import { runTool } from '../../../installers/tools/run-tool.ts';

export interface SigningKey {
  readonly certificate: string;
  readonly environment: Readonly<Record<string, string>>;
}

export async function makeSigningKey(folder: string): Promise<SigningKey> {
  const key = join(folder, 'signing-key.pem');
  const certificate = join(folder, 'signing-certificate.pem');
  const usage = ['-addext', 'extendedKeyUsage=codeSigning', '-addext', 'keyUsage=digitalSignature'];
  const name = ['-subj', '/O=test/CN=self-signed', '-days', '30', ...usage];
  await runTool('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    ...name,
    '-keyout',
    key,
    '-out',
    certificate,
  ]);
  return { certificate, environment: { SHEBAO_WINDOWS_SIGN_CERT: certificate, SHEBAO_WINDOWS_SIGN_KEY: key } };
}

/** Throws with osslsigncode's words when the file's signature is not of this key, or the file was changed. */
export async function assertSigned(file: string, { certificate }: SigningKey): Promise<void> {
  await runTool('osslsigncode', ['verify', '-CAfile', certificate, '-in', file]);
}
