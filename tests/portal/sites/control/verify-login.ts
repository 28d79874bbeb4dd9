// Lets openssl judge the signature of a login.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CertificateAuthority } from '../../ca/open-authority.ts';
import { runOpenssl, tryOpenssl } from '../../ca/run-openssl.ts';

/** Subject of the signer, where `p7` (base64) signs exactly `random`; undefined where it does not. */
export async function verifyLogin(
  authority: CertificateAuthority,
  p7: string,
  random: string,
): Promise<string | undefined> {
  const work = await mkdtemp(join(authority.directory, 'work-'));
  const at = (name: string) => join(work, name);
  try {
    await writeFile(at('message.der'), Buffer.from(p7, 'base64'));
    const outcome = await tryOpenssl([
      ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', at('message.der'), '-CAfile', authority.chainPem],
      ...['-purpose', 'any', '-signer', at('signer.pem'), '-out', at('content')],
    ]);
    if (outcome.exitCode !== 0 || (await readFile(at('content'), 'utf8')) !== random) return undefined;
    return (await runOpenssl(['x509', '-in', at('signer.pem'), '-noout', '-subject', '-nameopt', 'utf8'])).toString();
  } finally {
    await rm(work, { recursive: true });
  }
}
