// Hides a private key for encryption for its way to the U盾, in the shapes of the field: SM2EnvelopedKey (GM/T 0009 §7.4),
// ENVELOPEDKEYBLOB (GM/T 0016 §6.4.10), or the parts alone.
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as asn1js from 'asn1js';
import { runOpenssl } from './run-openssl.ts';

/** What a CA can get wrong with it. */
export type EnvelopeFault = 'blobForOtherKey' | 'wrongSm4Key';

export interface HiddenKey {
  /** Under SM4 in ECB mode: the 32 octets of an SM2 key, or RSAPrivateKey with padding. */
  readonly hidden: Buffer;
  /** The SM4 key for the signing key: SM2Cipher (GM/T 0009 §7.2, DER), or by PKCS#1 v1.5. */
  readonly wrapped: Buffer;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Buffer;
}

/**
 * @param privateKeyPem the key that goes in
 * @param signingKeyPem public key (PEM) of the U盾's new signing key, which opens it
 */
export async function hideKey(privateKeyPem: string, signingKeyPem: string, fault?: EnvelopeFault): Promise<HiddenKey> {
  const work = await mkdtemp(join(tmpdir(), 'envelope-'));
  const at = (name: string) => join(work, name);
  const isSm2 = createPrivateKey(privateKeyPem).asymmetricKeyType !== 'rsa';
  try {
    if (fault === 'blobForOtherKey') {
      await runOpenssl(['genpkey', '-algorithm', isSm2 ? 'SM2' : 'RSA', '-out', at('other.pem')]);
      await writeFile(at('to.pem'), await runOpenssl(['pkey', '-in', at('other.pem'), '-pubout']));
    } else await writeFile(at('to.pem'), signingKeyPem);
    const sm4Key = randomBytes(16);
    await writeFile(at('sm4'), fault === 'wrongSm4Key' ? randomBytes(16) : sm4Key);
    const wrapped = await runOpenssl(['pkeyutl', '-encrypt', '-pubin', '-inkey', at('to.pem'), '-in', at('sm4')]);
    const der = isSm2
      ? readScalar(await runOpenssl(['pkey', '-outform', 'DER'], Buffer.from(privateKeyPem)))
      : createPrivateKey(privateKeyPem).export({ type: 'pkcs1', format: 'der' });
    const how = ['enc', '-sm4-ecb', '-K', sm4Key.toString('hex'), ...(isSm2 ? ['-nopad'] : [])];
    const hidden = await runOpenssl(how, der);
    const spki = createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'der' });
    return { hidden, wrapped, spki };
  } finally {
    await rm(work, { recursive: true });
  }
}

/** SM2EnvelopedKey, DER. */
export function encodeEnvelope({ hidden, wrapped, spki }: HiddenKey): Buffer {
  const bits = (bytes: Buffer) => new asn1js.BitString({ valueHex: Uint8Array.from(bytes).buffer });
  const envelope = new asn1js.Sequence({
    value: [
      new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: '1.2.156.10197.1.104.1' })] }),
      asn1js.fromBER(Uint8Array.from(wrapped).buffer).result,
      bits(spki.subarray(-65)),
      bits(hidden),
    ],
  });
  return Buffer.from(envelope.toBER());
}

/** ENVELOPEDKEYBLOB with a ULONG of 4 octets. */
export function encodeBlob({ hidden, wrapped, spki }: HiddenKey): Buffer {
  const ulong = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
  const room = (bytes: Uint8Array) => Buffer.concat([Buffer.alloc(64 - bytes.length), bytes]);
  const { valueBlock } = asn1js.fromBER(Uint8Array.from(wrapped).buffer).result as asn1js.Sequence;
  const [x, y, hash, text] = valueBlock.value.map((part) =>
    Buffer.from((part as asn1js.Integer).valueBlock.valueHexView),
  );
  if (!x || !y || !hash || !text) throw new Error('no SM2Cipher');
  return Buffer.concat([
    ...[ulong(1), ulong(0x401), ulong(256), room(hidden)],
    ...[ulong(256), room(spki.subarray(-64, -32)), room(spki.subarray(-32))],
    ...[room(x.subarray(-32)), room(y.subarray(-32)), hash, ulong(text.length), text],
  ]);
}

/** The 32 octets of ECPrivateKey.privateKey (RFC 5915), the first OCTET STRING of that length. */
function readScalar(der: Buffer): Buffer {
  const at = der.indexOf(Buffer.from('0201010420', 'hex'));
  if (at < 0) throw new Error('no EC private key');
  return der.subarray(at + 5, at + 37);
}
