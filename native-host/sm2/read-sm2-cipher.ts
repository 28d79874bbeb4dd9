// What SM2 encryption gives, in the forms in which it travels: SM2Cipher (GM/T 0009 §7.2, DER), ECCCIPHERBLOB (GM/T 0016), and
// the octets C1‖C3‖C2 (GM/T 0003.4).
import { AppError } from '../../shared/errors/app-error.ts';
import type { Sm2Cipher } from '../../shared/sm2.ts';
import { type DerValue, readFirst, readMembers } from '../asn1/der.ts';

const numberBytes = 32;
/** Point, digest and length in front of the text. */
const blobHeadBytes = 164;
/** Of a symmetric key, which is all that is sent so. */
const mostTextBytes = 32;

/** @throws AppError CERTIFICATE_MALFORMED */
export function readSm2Cipher(bytes: Uint8Array): Sm2Cipher {
  const buffer = Buffer.from(bytes);
  const blobText = buffer.length > blobHeadBytes ? buffer.readUInt32LE(blobHeadBytes - 4) : 0;
  if (blobText > 0 && buffer.length === blobHeadBytes + blobText) return readBlob(buffer);
  if (buffer[0] === 0x30 && buffer.length > 3 * numberBytes + 16 && isDer(buffer)) return readDerCipher(buffer);
  const octets = buffer[0] === 4 && (buffer.length - 1) % 16 === 0 ? buffer.subarray(1) : buffer;
  const text = octets.subarray(3 * numberBytes);
  if (text.length === 0 || text.length > mostTextBytes || text.length % 16 !== 0) throw malformed();
  const part = (index: number) => octets.subarray(index * numberBytes, (index + 1) * numberBytes);
  return { x: part(0), y: part(1), hash: part(2), text };
}

function readBlob(blob: Buffer): Sm2Cipher {
  // Coordinates stand at the right end of 64 octets.
  const number = (at: number) => blob.subarray(at + numberBytes, at + 2 * numberBytes);
  return { x: number(0), y: number(64), hash: blob.subarray(128, 160), text: blob.subarray(blobHeadBytes) };
}

/** Octets may begin as DER does, but do not end with it. */
function isDer(buffer: Buffer): boolean {
  try {
    return readFirst(buffer).raw.length === buffer.length;
  } catch {
    return false;
  }
}

function readDerCipher(der: Buffer): Sm2Cipher {
  const [x, y, hash, text] = readMembers(readFirst(der));
  if (!x || !y || !hash || !text || hash.content.length !== numberBytes) throw malformed();
  return { x: readNumber(x), y: readNumber(y), hash: hash.content, text: text.content };
}

/** INTEGER, or the octets themselves, in 32 octets. */
function readNumber({ content }: DerValue): Uint8Array {
  const digits = content.length > numberBytes ? content.subarray(content.length - numberBytes) : content;
  return Buffer.concat([Buffer.alloc(numberBytes - digits.length), digits]);
}

const malformed = () => new AppError('CERTIFICATE_MALFORMED', { reason: 'wrapped key' });
