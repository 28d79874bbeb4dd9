// Tries a key for encryption: the standard has no plain "decrypt", but the token unwraps a session key and encrypts by it,
// and what comes out shows whether it had the right private key.
import { constants, publicEncrypt, randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/errors/app-error.ts';
import { encodePublicKey, type PublicKeyValue } from '../public-key.ts';
import { closeQuietly } from './skf-close.ts';
import { encodeCipherBlob } from './skf-structures.ts';
import type { SkfToken } from './skf-token.ts';

/** SGD_SM4_ECB (GM/T 0006). */
const sm4Ecb = 0x0000_0401;
const blockBytes = 16;

export interface Challenge {
  /** An SM4 key, encrypted to the public key: ECCCIPHERBLOB, or RSA octets. */
  readonly wrapped: Buffer;
  readonly plain: Buffer;
  /** `plain` under the SM4 key. */
  readonly expected: Buffer;
}

type BlobShape = Pick<SkfToken['library'], 'ulongBytes' | 'numberForm'>;

export async function makeChallenge(key: PublicKeyValue, library: BlobShape): Promise<Challenge> {
  const { encryptSm2, encryptSm4 } = await import('../../../shared/sm2.ts');
  const sessionKey = randomBytes(blockBytes);
  const plain = randomBytes(blockBytes);
  const wrapped =
    key.type === 'RSA'
      ? publicEncrypt({ key: toPem(key), padding: constants.RSA_PKCS1_PADDING }, sessionKey)
      : encodeCipherBlob(encryptSm2(key.point, sessionKey), library.ulongBytes, library.numberForm);
  return { wrapped, plain, expected: Buffer.from(encryptSm4(sessionKey, plain)) };
}

function toPem(key: PublicKeyValue): string {
  return `-----BEGIN PUBLIC KEY-----\n${encodePublicKey(key).toString('base64')}\n-----END PUBLIC KEY-----\n`;
}

/** @throws AppError TOKEN_FAILED when the token has not the private key, TOKEN_UNSUPPORTED where it cannot be asked so; SkfError */
export function answerChallenge(
  { library, info }: Pick<SkfToken, 'library' | 'info'>,
  container: bigint,
  { wrapped, plain, expected }: Challenge,
): void {
  if (!info.mayHaveSm4) throw new AppError('TOKEN_UNSUPPORTED', { reason: 'no SM4' });
  const sessionKey = library.open('SKF_ImportSessionKey', container, sm4Ecb, wrapped, wrapped.length);
  try {
    library.call('SKF_EncryptInit', sessionKey, null);
    const out = Buffer.alloc(4 * blockBytes);
    const size = Buffer.alloc(8);
    size.writeUInt32LE(out.length);
    library.call('SKF_Encrypt', sessionKey, plain, plain.length, out, size);
    if (!out.subarray(0, blockBytes).equals(expected))
      throw new AppError('TOKEN_FAILED', { reason: 'encryption key does not decrypt' });
  } finally {
    closeQuietly(library, 'SKF_CloseHandle', sessionKey);
  }
}
