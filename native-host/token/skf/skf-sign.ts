// Signing with a key of an SKF token: what the standard lets the host prepare, and what the token adds.
import { createHash } from 'node:crypto';
import type { PublicKeyValue } from '../public-key.ts';
import type { SkfLibrary } from './skf-library.ts';
import { readSignatureBlob } from './skf-structures.ts';

/** DigestInfo header for SHA-256 (RFC 8017 §9.2): SKF_RSASignData pads and does not hash. */
const sha256DigestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const signatureBlobBytes = 128;
/** RSA-4096 is 512. */
const mostSignatureBytes = 512;

/** What is given to the token: a DigestInfo, or e = SM3(Z ‖ data). */
export async function prepareToSign(key: PublicKeyValue, data: Uint8Array): Promise<Buffer> {
  if (key.type === 'RSA') return Buffer.concat([sha256DigestInfo, createHash('sha256').update(data).digest()]);
  const { digestForSm2 } = await import('../../sm2/sm2.ts');
  return Buffer.from(digestForSm2(key.point, data));
}

/** PKCS#1 v1.5, or SM2 as r‖s. @param input from {@link prepareToSign}. @throws SkfError */
export function signInContainer(
  library: SkfLibrary,
  container: bigint,
  key: PublicKeyValue,
  input: Buffer,
): Uint8Array {
  if (key.type === 'RSA') {
    const room = Buffer.alloc(mostSignatureBytes);
    const size = Buffer.alloc(8);
    size.writeUInt32LE(room.length);
    library.call('SKF_RSASignData', container, input, input.length, room, size);
    // As long as the modulus, whatever the library says of it.
    return room.subarray(0, Math.min(size.readUInt32LE(), key.modulus.length));
  }
  const blob = Buffer.alloc(signatureBlobBytes);
  library.call('SKF_ECCSignData', container, input, input.length, blob);
  return readSignatureBlob(blob, library.numberForm);
}
