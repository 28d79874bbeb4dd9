// Taking a key pair for encryption that the CA made into a container, beside the signing key that opens its envelope.
import { AppError, isAppError } from '../../../shared/errors/app-error.ts';
import type { EnvelopedKey } from '../../sm2/enveloped-key.ts';
import { isSameKey, type PublicKeyValue } from '../public-key.ts';
import { answerChallenge, type Challenge } from './skf-decrypt.ts';
import { SkfError, toSkfTokenError } from './skf-error.ts';
import type { SkfLibrary } from './skf-library.ts';
import { encodeEnvelopedKeyBlob } from './skf-structures.ts';
import type { SkfToken } from './skf-token.ts';

type OpenedToken = Pick<SkfToken, 'library' | 'info'>;

interface KeyToImport {
  readonly envelope: EnvelopedKey;
  /** Its public key. */
  readonly wanted: PublicKeyValue;
  /** Made for it: tokens differ in how closely they look at what they take in. */
  readonly challenge: Challenge;
}

/**
 * Does nothing when the key is there and works. Tried before any certificate is written, because an envelope may be wrong.
 * @param there the container's key for encryption, if it has one
 * @throws AppError ENCRYPTION_KEY_REFUSED, TOKEN_*; SkfError
 */
export function importEncryptionKey(
  token: OpenedToken,
  container: bigint,
  there: PublicKeyValue | null,
  { envelope, wanted, challenge }: KeyToImport,
): void {
  // A key that is there is never written over: what was encrypted to it could not be read any more.
  if (there && !isSameKey(there, wanted)) throw new AppError('TOKEN_FAILED', { reason: 'other encryption key' });
  // But one that only bears its name, from an envelope that was wrong, has nothing to lose.
  if (there && isWorking(token, container, challenge)) return;
  try {
    importEnvelope(token.library, container, envelope);
  } catch (error) {
    throw explainRefusal(error);
  }
  if (!isWorking(token, container, challenge))
    throw new AppError('ENCRYPTION_KEY_REFUSED', { reason: 'encryption key does not decrypt' });
}

function importEnvelope(library: SkfLibrary, container: bigint, envelope: EnvelopedKey): void {
  if (envelope.type === 'SM2') {
    library.call(
      'SKF_ImportECCKeyPair',
      container,
      encodeEnvelopedKeyBlob(envelope, library.ulongBytes, library.numberForm),
    );
    return;
  }
  const [wrapped, hidden] = [Buffer.from(envelope.wrappingKey), Buffer.from(envelope.encryptedPrivateKey)];
  const { algorithm } = envelope;
  library.call('SKF_ImportRSAKeyPair', container, algorithm, wrapped, wrapped.length, hidden, hidden.length);
}

/** True as well where the token has no way to try it. */
function isWorking(token: OpenedToken, container: bigint, challenge: Challenge): boolean {
  try {
    answerChallenge(token, container, challenge);
    return true;
  } catch (error) {
    const { code } = toSkfTokenError(error);
    if (code === 'TOKEN_UNSUPPORTED') return true;
    if (code === 'TOKEN_REMOVED' || (isAppError(error) && code !== 'TOKEN_FAILED')) throw error;
    return false;
  }
}

/** What a token answers to an envelope that it cannot open is in no standard: all that has no meaning of its own. */
function explainRefusal(error: unknown): unknown {
  const isPlainRefusal = error instanceof SkfError && toSkfTokenError(error).code === 'TOKEN_FAILED';
  return isPlainRefusal ? new AppError('ENCRYPTION_KEY_REFUSED', { reason: error.sar }, { cause: error }) : error;
}
