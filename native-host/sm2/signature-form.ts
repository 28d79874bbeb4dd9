// A signature of two numbers in its two forms: DER (RFC 3279 §2.2.3; GM/T 0009 §7.3) and r‖s.
import { readDer, readMembers } from '../asn1/der.ts';
import { encodeInteger, encodeSequence } from '../asn1/write-der.ts';

const numberBytes = 32;

/** r‖s to DER. */
export function encodeSignature(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  return encodeSequence(encodeInteger(signature.subarray(0, half)), encodeInteger(signature.subarray(half)));
}

/** DER to r‖s of 64 octets; null when it is not the DER of two positive numbers of 256 bits, octet for octet. */
export function decodeSignature(der: Uint8Array): Uint8Array | null {
  try {
    const parts = readMembers(readDer(der)).map(({ content }) => {
      const digits = content[0] === 0 ? content.subarray(1) : content;
      return Buffer.concat([Buffer.alloc(numberBytes - digits.length), digits]);
    });
    const signature = new Uint8Array(Buffer.concat(parts));
    // Encoded again it must be the same: no second form of one signature.
    return Buffer.from(encodeSignature(signature)).equals(Buffer.from(der)) ? signature : null;
  } catch {
    // Not DER, or a number that is too long.
    return null;
  }
}
