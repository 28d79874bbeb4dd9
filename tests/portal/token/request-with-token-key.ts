// A PKCS#10 whose key never leaves the token: the request is put together here, pkcs11-tool signs it.
import 'reflect-metadata';
import { createHash, webcrypto } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import { type SoftHsm, usePkcs11Tool } from './soft-hsm.ts';

export type KeyAlgorithm = 'RSA-2048' | 'P-256';

export interface TokenKey {
  readonly hsm: SoftHsm;
  readonly label: string;
  readonly pin: string;
  readonly keyAlgorithm: KeyAlgorithm;
  /** CKA_ID in hex. */
  readonly objectId: string;
}

const algorithms = {
  'RSA-2048': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  'P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const;

/** DigestInfo header for SHA-256 (RFC 8017 §9.2). */
const sha256DigestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

async function sign(key: TokenKey, data: Uint8Array, work: string): Promise<ArrayBuffer> {
  const input = join(work, 'to-be-signed');
  const output = join(work, 'signature');
  const isRsa = key.keyAlgorithm === 'RSA-2048';
  // Not every module has mechanisms that hash by themselves: SoftHSM has none for ECDSA, opencryptoki none for RSA.
  const digest = createHash('sha256').update(data).digest();
  await writeFile(input, isRsa ? Buffer.concat([sha256DigestInfo, digest]) : digest);
  const mechanism = isRsa ? 'RSA-PKCS' : 'ECDSA';
  const files = ['--input-file', input, '--output-file', output];
  await usePkcs11Tool(key.hsm, key.label, key.pin, ['--sign', '-m', mechanism, '--id', key.objectId, ...files]);
  return Uint8Array.from(await readFile(output)).buffer;
}

/** DER PKCS#10 with an empty subject: the CA writes the subject from its record. `work` is a scratch directory. */
export async function requestWithTokenKey(key: TokenKey, work: string): Promise<Uint8Array> {
  const spki = join(work, 'public-key.der');
  await usePkcs11Tool(key.hsm, key.label, key.pin, [
    ...['--read-object', '--type', 'pubkey', '--id', key.objectId, '--output-file', spki],
  ]);
  const algorithm = algorithms[key.keyAlgorithm];
  const publicKey = await webcrypto.subtle.importKey('spki', await readFile(spki), algorithm, true, ['verify']);
  // The generator uses only these two functions; the private key is a name for the one on the token.
  const subtle = {
    exportKey: (_format: 'spki', exported: webcrypto.CryptoKey) => webcrypto.subtle.exportKey('spki', exported),
    sign: (_algorithm: unknown, _key: unknown, data: ArrayBuffer) => sign(key, new Uint8Array(data), work),
  };
  const privateKey = { type: 'private', algorithm, extractable: false, usages: ['sign'] };
  const request = await Pkcs10CertificateRequestGenerator.create(
    { keys: { publicKey, privateKey } as unknown as CryptoKeyPair, signingAlgorithm: algorithm },
    { subtle } as unknown as Crypto,
  );
  return new Uint8Array(request.rawData);
}
