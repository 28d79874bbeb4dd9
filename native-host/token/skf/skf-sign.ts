// Signing with a key of an SKF token: what the standard lets the host prepare, and what the token adds. Libraries differ in
// what they hash themselves, and a signature over the wrong octets looks like any other: each is verified, and only one that
// holds is used.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import { decodeSignature } from '../../sm2/signature-form.ts';
import { encodePublicKey, type PublicKeyValue } from '../public-key.ts';
import { isSar } from './skf-error.ts';
import type { SkfLibrary } from './skf-library.ts';
import { readSignatureBlob } from './skf-structures.ts';

/** DigestInfo header for SHA-256 (RFC 8017 §9.2): SKF_RSASignData pads and does not hash. */
const sha256DigestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');
const signatureBlobBytes = 128;
/** RSA-4096 is 512. */
const mostSignatureBytes = 512;

/** Values that may be about what was given to be signed. */
const dataRefusals = ['SAR_INDATALENERR', 'SAR_INDATAERR', 'SAR_INVALIDPARAMERR', 'SAR_HASHERR', 'SAR_FAIL'];

/** One thing to sign. */
export interface SkfSigning {
  readonly key: PublicKeyValue;
  /** What the token may have to be given: as the standard has it, then as libraries want it that do more of the work. */
  readonly inputs: readonly Buffer[];
  /** @param signature PKCS#1 v1.5, or r‖s */
  isValid(signature: Uint8Array): boolean;
}

/** @param data what the signature is over, with SHA-256 or with SM3 and the signer's id */
export async function prepareToSign(key: PublicKeyValue, data: Uint8Array): Promise<SkfSigning> {
  if (key.type === 'RSA') {
    const digest = createHash('sha256').update(data).digest();
    const publicKey = createPublicKey({ key: encodePublicKey(key), format: 'der', type: 'spki' });
    const isValid = (signature: Uint8Array) => verify('sha256', data, publicKey, signature);
    return { key, inputs: [Buffer.concat([sha256DigestInfo, digest]), digest], isValid };
  }
  const { digestForSm2, prefixForSm2, verifySm2Digest } = await import('../../../shared/sm2.ts');
  const digest = digestForSm2(key.point, data);
  const prefixed = Buffer.concat([prefixForSm2(key.point), data]);
  const isValid = (signature: Uint8Array) => verifySm2Digest(key.point, digest, signature);
  return { key, inputs: [Buffer.from(digest), prefixed, Buffer.from(data)], isValid };
}

/** @returns PKCS#1 v1.5, or SM2 as r‖s. @throws AppError TOKEN_FAILED when no signature verifies; SkfError */
export function signInContainer(library: SkfLibrary, container: bigint, signing: SkfSigning): Uint8Array {
  const { key, inputs, isValid } = signing;
  const sign = key.type === 'RSA' ? signRsa : signSm2;
  let failure: unknown = new AppError('TOKEN_FAILED', { reason: 'signature does not verify' });
  for (const [index, input] of inputs.entries()) {
    try {
      const found = sign(library, container, input, key).find(isValid);
      if (found) return found;
    } catch (error) {
      if (!isSar(error, ...dataRefusals)) throw error;
      // What the library says of the standard's form is what a help desk needs to know.
      if (index === 0) failure = error;
    }
  }
  throw failure;
}

function signRsa(library: SkfLibrary, container: bigint, input: Buffer, key: PublicKeyValue): Uint8Array[] {
  const room = Buffer.alloc(mostSignatureBytes);
  const size = Buffer.alloc(8);
  size.writeUInt32LE(room.length);
  library.call('SKF_RSASignData', container, input, input.length, room, size);
  // As long as the modulus, whatever the library says of it.
  const length = key.type === 'RSA' ? key.modulus.length : room.length;
  return [room.subarray(0, Math.min(size.readUInt32LE(), length))];
}

function signSm2(library: SkfLibrary, container: bigint, input: Buffer): Uint8Array[] {
  const blob = Buffer.alloc(signatureBlobBytes);
  library.call('SKF_ECCSignData', container, input, input.length, blob);
  const der = decodeSignature(blob.subarray(0, 2 + (blob[1] ?? 0)));
  return [readSignatureBlob(blob, library.numberForm), ...(der ? [der] : [])];
}
