// Whether a signature fits: CMS messages (RFC 5652 §5.4) and bare signatures, by WebCrypto. Chains are for the site's server to judge.
import { readCertificate } from '../page/certificate/certificate-parts.ts';
import { decodeBase64, encodeBase64, membersOf, readNode, readOid } from '../page/certificate/read-der.ts';

const hashes: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
};
const messageDigestOid = '1.2.840.113549.1.9.4';
const subtle = () => crypto.subtle;
const copy = (bytes: Uint8Array) => Uint8Array.from(bytes);

/** ECDSA-Sig-Value → r‖s of P-256; what is 64 bytes already stays. */
function toRaw(signature: Uint8Array): Uint8Array {
  const numbers = membersOf(readNode(signature)).map(({ content }) => content);
  if (numbers.length !== 2) return signature;
  return Uint8Array.from(numbers.flatMap((number) => [...new Uint8Array(32), ...number].slice(-32)));
}

async function fits(certificate: string, hash: string, data: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const parts = readCertificate(certificate);
  if (!parts) return false;
  const key = copy(decodeBase64(parts.publicKey));
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
  const hash = hashes[readOid(membersOf(parts[2])[0]?.content ?? new Uint8Array())];
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
  const made = new Uint8Array(await subtle().digest(hash, copy(signed)));
  if (!told || !equal(told, made)) return false;
  return fits(certificate, hash, Uint8Array.from([0x31, ...attributes.bytes.subarray(1)]), signature);
}

/** @param certificate base64 DER; '' takes the one in the message. Never throws: what cannot be read does not fit. */
export async function verifySignature(signature: string, content: Uint8Array, certificate: string): Promise<boolean> {
  const bytes = decodeBase64(signature);
  try {
    const isMessage = readOid(membersOf(readNode(bytes))[0]?.content ?? new Uint8Array()) === '1.2.840.113549.1.7.2';
    if (isMessage) return await verifyMessage(bytes, content, certificate);
    return await fits(certificate, 'SHA-256', content, bytes);
  } catch {
    // Keys and algorithms that the browser does not know.
    return false;
  }
}
