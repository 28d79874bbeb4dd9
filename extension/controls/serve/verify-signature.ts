// Whether a signature fits: CMS messages (RFC 5652 §5.4) and bare signatures, by WebCrypto, and SM2 by the one file that
// knows it. Chains are for the site's server to judge.

import { lookUp } from '../../../shared/look-up.ts';
import { hashSm3, verifySm2 } from '../../../shared/sm2.ts';
import { readCertificate } from '../page/certificate/certificate-parts.ts';
import { decodeBase64, encodeBase64, membersOf, readNode, readOid } from '../page/certificate/read-der.ts';

const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
/** GM/T 0006. */
const sm3Oid = '1.2.156.10197.1.401';
const sm2CurveOid = '1.2.156.10197.1.301';
/** PKCS#7's, and GM/T 0010's for SM2. */
const signedDataOids = ['1.2.840.113549.1.7.2', '1.2.156.10197.6.1.4.2.2'];
/** A bare signature does not say its hash: what servers of such sites sign by, the usual one first. */
const bareHashes = ['SHA-256', 'SHA-1', 'SHA-512', 'SHA-384'];
const messageDigestOid = '1.2.840.113549.1.9.4';
const subtle = () => crypto.subtle;
const copy = (bytes: Uint8Array) => Uint8Array.from(bytes);

/** ECDSA-Sig-Value → r‖s of a curve of 256 bits; what is 64 bytes already stays. */
function toRaw(signature: Uint8Array): Uint8Array {
  const numbers = membersOf(readNode(signature)).map(({ content }) => content);
  if (signature.length === 64 || numbers.length !== 2) return signature;
  return Uint8Array.from(numbers.flatMap((number) => [...new Uint8Array(32), ...number].slice(-32)));
}

/** 04‖x‖y; undefined for a key of another kind. */
function readSm2Point(publicKey: Uint8Array): Uint8Array | undefined {
  const [algorithm, bits] = membersOf(readNode(publicKey));
  const [, curve] = membersOf(algorithm);
  return curve && readOid(curve.content) === sm2CurveOid ? bits?.content.subarray(1) : undefined;
}

/** @param hash WebCrypto's name of it; SM3 where it is the key's own */
async function fits(certificate: string, hash: string, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const parts = readCertificate(certificate);
  if (!parts) return false;
  const key = copy(decodeBase64(parts.publicKey));
  const point = readSm2Point(key);
  if (point) return hash === 'SM3' && verifySm2(point, data, toRaw(signature));
  if (hash === 'SM3') return false;
  if (parts.isRsa) {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash };
    const imported = await subtle().importKey('spki', key, algorithm, false, ['verify']);
    return subtle().verify(algorithm, imported, copy(signature), copy(data));
  }
  const imported = await subtle().importKey('spki', key, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  return subtle().verify({ name: 'ECDSA', hash }, imported, copy(toRaw(signature)), copy(data));
}

const equal = (one: Uint8Array, other: Uint8Array) => encodeBase64(one) === encodeBase64(other);

async function verifyMessage(message: Uint8Array, content: Uint8Array, wanted: string): Promise<boolean> {
  const [, explicit] = membersOf(readNode(message));
  const all = membersOf(membersOf(explicit)[0]);
  const [, inner] = membersOf(all[2]);
  const signed = membersOf(inner)[0]?.content ?? content;
  // What is compared with the message's own content has to be there.
  if (inner && content.length > 0 && !equal(signed, content)) return false;
  const [signer] = membersOf(all.findLast(({ tag }) => tag === 0x31));
  const parts = membersOf(signer);
  const hashOid = readOid(membersOf(parts[2])[0]?.content ?? new Uint8Array());
  const hash = hashOid === sm3Oid ? 'SM3' : lookUp(hashes, hashOid);
  const signature = parts.findLast(({ tag }) => tag === 4)?.content;
  const serial = membersOf(parts[1])[1]?.content;
  if (!hash || !signature || !serial) return false;
  const inMessage = membersOf(all.find(({ tag }) => tag === 0xa0)).map(({ bytes }) => encodeBase64(bytes));
  const bySerial = inMessage.find((der) => {
    const [tbs] = membersOf(readNode(decodeBase64(der)));
    return membersOf(tbs).some(({ tag, content: number }) => tag === 2 && equal(number, serial));
  });
  const certificate = wanted === '' ? bySerial : wanted;
  if (certificate === undefined) return false;
  const attributes = parts.find(({ tag }) => tag === 0xa0);
  if (!attributes) return fits(certificate, hash, signed, signature);
  const digest = membersOf(attributes)
    .map(membersOf)
    .find(([type]) => type && readOid(type.content) === messageDigestOid);
  const told = membersOf(digest?.[1])[0]?.content;
  const made = hash === 'SM3' ? hashSm3(signed) : new Uint8Array(await subtle().digest(hash, copy(signed)));
  if (!told || !equal(told, made)) return false;
  return fits(certificate, hash, Uint8Array.from([0x31, ...attributes.bytes.subarray(1)]), signature);
}

/** @param certificate base64 DER; '' takes the one in the message. Never throws: what cannot be read does not fit. */
export async function verifySignature(signature: string, content: Uint8Array, certificate: string): Promise<boolean> {
  const bytes = decodeBase64(signature);
  try {
    const type = readOid(membersOf(readNode(bytes))[0]?.content ?? new Uint8Array());
    if (signedDataOids.includes(type)) return await verifyMessage(bytes, content, certificate);
    for (const hash of ['SM3', ...bareHashes]) if (await fits(certificate, hash, content, bytes)) return true;
    return false;
  } catch {
    // Keys and algorithms that the browser does not know.
    return false;
  }
}
