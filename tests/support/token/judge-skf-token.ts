// Judges a software SKF token by its files and openssl: what it really holds, whatever its library says.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MadeSkfToken } from './skf-token.ts';

export interface SkfContainerFiles {
  readonly name: string;
  readonly folder: string;
  /** Signing certificate. */
  readonly pem: string;
  readonly encryptionPem?: string;
}

const signerId = 'distid:1234567812345678';
const useOpenssl = (args: readonly string[], input?: Uint8Array): Buffer =>
  execFileSync('openssl', args, { stdio: ['pipe', 'pipe', 'pipe'], ...(input ? { input } : {}) });

/** The containers that have a signing certificate. */
export function listSkfContainers({ deviceFolder }: Pick<MadeSkfToken, 'deviceFolder'>): SkfContainerFiles[] {
  const readPem = (file: string) => useOpenssl(['x509', '-inform', 'DER'], readFileSync(file)).toString();
  return readdirSync(deviceFolder)
    .filter((name) => name.startsWith('c-') && existsSync(join(deviceFolder, name, 'sign.cer')))
    .map((name) => {
      const folder = join(deviceFolder, name);
      const hasSecond = existsSync(join(folder, 'enc.cer'));
      return {
        name: Buffer.from(name.slice(2), 'hex').toString(),
        folder,
        pem: readPem(join(folder, 'sign.cer')),
        ...(hasSecond ? { encryptionPem: readPem(join(folder, 'enc.cer')) } : {}),
      };
    });
}

/**
 * Proves that a container's certificates are of the chain and that its keys belong to them: one signs, the other
 * decrypts what was encrypted to its certificate. Throws with openssl's words when not.
 */
export function assertSkfUsable(container: SkfContainerFiles, chainPem: string): void {
  const work = mkdtempSync(join(tmpdir(), 'judge-'));
  const at = (name: string) => join(work, name);
  const readKey = (use: 'sign' | 'enc') =>
    useOpenssl(['pkey', '-inform', 'DER', '-in', join(container.folder, `${use}.key`), '-out', at(`${use}.key.pem`)]);
  const verify = (name: string, pem: string) => {
    writeFileSync(at(name), pem);
    const text = useOpenssl(['x509', '-in', at(name), '-noout', '-text']);
    // The CA's key may be of another kind than the certificate's. openssl gives the signer id to the leaf's check only: the issuing CA has to be the anchor.
    const id = text.includes('SM2-with-SM3') ? ['-vfyopt', signerId, '-partial_chain'] : [];
    useOpenssl(['verify', ...id, '-CAfile', chainPem, at(name)]);
    writeFileSync(at(`${name}.pub`), useOpenssl(['x509', '-in', at(name), '-noout', '-pubkey']));
    return text.includes('ASN1 OID: SM2');
  };
  try {
    writeFileSync(at('data'), '社保');
    const isSm2 = verify('sign', container.pem);
    readKey('sign');
    const digest = isSm2 ? ['-digest', 'sm3', '-pkeyopt', signerId] : ['-digest', 'sha256'];
    const signing = ['pkeyutl', '-rawin', ...digest, '-in', at('data')];
    useOpenssl([...signing, '-sign', '-inkey', at('sign.key.pem'), '-out', at('signature')]);
    const check = ['-verify', '-pubin', '-inkey', at('sign.pub'), '-sigfile', at('signature')];
    useOpenssl([...signing, ...check]);
    if (container.encryptionPem === undefined) return;
    verify('enc', container.encryptionPem);
    readKey('enc');
    const encryption = ['pkeyutl', '-encrypt', '-pubin', '-inkey', at('enc.pub'), '-in', at('data')];
    const hidden = useOpenssl(encryption);
    const shown = useOpenssl(['pkeyutl', '-decrypt', '-inkey', at('enc.key.pem')], hidden);
    if (shown.toString() !== '社保') throw new Error('the encryption key does not decrypt');
  } finally {
    rmSync(work, { recursive: true });
  }
}
