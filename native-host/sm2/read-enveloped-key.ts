// Reads the private key for encryption as CAs deliver it: SM2EnvelopedKey (GM/T 0009 §7.4, DER) or ENVELOPEDKEYBLOB (GM/T 0016).
import { AppError } from '../../shared/errors/app-error.ts';
import { type DerValue, readFirst, readMembers, readOid } from '../asn1/der.ts';
import type { Sm2EnvelopedKey } from './enveloped-key.ts';
import { readSm2Cipher } from './read-sm2-cipher.ts';

/** SGD numbers (GM/T 0006) of the ciphers that hide the key, by OID. */
const ciphers: Readonly<Record<string, number>> = {
  '1.2.156.10197.1.104': 0x401,
  '1.2.156.10197.1.104.1': 0x401,
  '1.2.156.10197.1.102': 0x101,
  '1.2.156.10197.1.102.1': 0x101,
};
const numberBytes = 32;
/** Version, cipher and bits. */
const blobHeadBytes = 12;
const cipherAt = blobHeadBytes + 64 + 132;
/** Point, digest and length in front of the text of ECCCIPHERBLOB. */
const cipherHeadBytes = 164;

/** @throws AppError CERTIFICATE_MALFORMED */
export function readEnvelopedKey(bytes: Uint8Array): Sm2EnvelopedKey {
  const buffer = Buffer.from(bytes);
  const isBlob =
    buffer.length > cipherAt + cipherHeadBytes && buffer.readUInt32LE() === 1 && buffer.readUInt32LE(8) === 256;
  return isBlob ? readBlob(buffer) : readEnvelope(buffer);
}

function readBlob(blob: Buffer): Sm2EnvelopedKey {
  const number = (at: number) => blob.subarray(at + numberBytes, at + 2 * numberBytes);
  return {
    type: 'SM2',
    algorithm: blob.readUInt32LE(4),
    // As the CA filled it: at which end the 32 octets stand is between it and the token.
    encryptedPrivateKey: blob.subarray(blobHeadBytes, blobHeadBytes + 64),
    point: Buffer.concat([Buffer.of(4), number(80), number(144)]),
    wrappingKey: readSm2Cipher(blob.subarray(cipherAt)),
  };
}

function readEnvelope(der: Buffer): Sm2EnvelopedKey {
  const [algorithm, cipher, publicKey, privateKey] = readMembers(readFirst(der));
  const [oid] = algorithm ? readMembers(algorithm) : [];
  const found = oid ? ciphers[readOid(oid)] : undefined;
  if (!found || !cipher || !publicKey || !privateKey) throw malformed('parts of the envelope');
  const point = readBits(publicKey);
  if (point.length !== 65 || point[0] !== 4) throw malformed('public key');
  return {
    type: 'SM2',
    algorithm: found,
    encryptedPrivateKey: fitPrivateKey(readBits(privateKey)),
    point,
    wrappingKey: readSm2Cipher(cipher.raw),
  };
}

/**
 * 32 octets, or the 64 of the other form; some ciphers add a whole block of padding, which no token wants.
 * @throws AppError CERTIFICATE_MALFORMED
 */
export function fitPrivateKey(hidden: Uint8Array): Uint8Array {
  if (hidden.length === 48) return hidden.subarray(0, numberBytes);
  if (hidden.length !== numberBytes && hidden.length !== 64) throw malformed('length of the private key');
  return hidden;
}

/** BIT STRING of whole octets. */
function readBits({ tag, content }: DerValue): Uint8Array {
  if (tag !== 0x03 || content[0] !== 0) throw malformed('bits');
  return content.subarray(1);
}

const malformed = (reason: string) => new AppError('CERTIFICATE_MALFORMED', { reason });
