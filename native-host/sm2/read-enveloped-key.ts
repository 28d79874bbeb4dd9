// Reads the private key for encryption as CAs deliver it: SM2EnvelopedKey (GM/T 0009 §7.4, DER) or ENVELOPEDKEYBLOB (GM/T 0016).
import { AppError } from '../../shared/errors/app-error.ts';
import { type DerValue, readFirst, readMembers, readOid } from '../asn1/der.ts';
import type { EnvelopedKey } from './enveloped-key.ts';

/** SGD numbers (GM/T 0006) of the ciphers that hide the key, by OID. */
const ciphers: Readonly<Record<string, number>> = {
  '1.2.156.10197.1.104': 0x401,
  '1.2.156.10197.1.104.1': 0x401,
  '1.2.156.10197.1.102': 0x101,
  '1.2.156.10197.1.102.1': 0x101,
};
const numberBytes = 32;
/** Version, cipher, bits; private key; bits and two coordinates; point, digest, length. */
const blobHeadBytes = 12 + 64 + 132 + 164;

/** @throws AppError CERTIFICATE_MALFORMED */
export function readEnvelopedKey(bytes: Uint8Array): EnvelopedKey {
  const buffer = Buffer.from(bytes);
  const isBlob = buffer.length > blobHeadBytes && buffer.readUInt32LE() === 1 && buffer.readUInt32LE(8) === 256;
  return isBlob ? readBlob(buffer) : readEnvelope(buffer);
}

function readBlob(blob: Buffer): EnvelopedKey {
  const number = (at: number) => blob.subarray(at + numberBytes, at + 2 * numberBytes);
  const cipherAt = 12 + 64 + 132;
  const length = blob.readUInt32LE(cipherAt + 160);
  if (blob.length !== blobHeadBytes + length) throw malformed('length of the blob');
  return {
    algorithm: blob.readUInt32LE(4),
    encryptedPrivateKey: number(12),
    point: Buffer.concat([Buffer.of(4), number(80), number(144)]),
    wrappingKey: {
      x: number(cipherAt),
      y: number(cipherAt + 64),
      hash: blob.subarray(cipherAt + 128, cipherAt + 160),
      text: blob.subarray(blobHeadBytes),
    },
  };
}

function readEnvelope(der: Buffer): EnvelopedKey {
  const [algorithm, cipher, publicKey, privateKey] = readMembers(readFirst(der));
  const [oid] = algorithm ? readMembers(algorithm) : [];
  const [x, y, hash, text] = cipher ? readMembers(cipher) : [];
  const found = oid ? ciphers[readOid(oid)] : undefined;
  if (!found || !x || !y || !hash || !text || !publicKey || !privateKey) throw malformed('parts of the envelope');
  const point = readBits(publicKey);
  const hidden = readBits(privateKey);
  if (point.length !== 65 || point[0] !== 4 || hash.content.length !== numberBytes) throw malformed('public key');
  return {
    algorithm: found,
    // Some write the 64 octets of the other form.
    encryptedPrivateKey: hidden.subarray(-numberBytes),
    point,
    wrappingKey: { x: readNumber(x), y: readNumber(y), hash: hash.content, text: text.content },
  };
}

/** BIT STRING of whole octets. */
function readBits({ tag, content }: DerValue): Uint8Array {
  if (tag !== 0x03 || content[0] !== 0) throw malformed('bits');
  return content.subarray(1);
}

/** INTEGER, or the octets themselves, in 32 octets. */
function readNumber({ content }: DerValue): Uint8Array {
  const digits = content.length > numberBytes ? content.subarray(content.length - numberBytes) : content;
  return Buffer.concat([Buffer.alloc(numberBytes - digits.length), digits]);
}

const malformed = (reason: string) => new AppError('CERTIFICATE_MALFORMED', { reason });
