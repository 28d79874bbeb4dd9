// A token without room says so in more than one way.
import { AppError } from '../../shared/errors/app-error.ts';
import { readFreeBytes } from './pkcs11-contents.ts';
import { ckr, Pkcs11Error } from './pkcs11-return-values.ts';
import type { OpenToken } from './pkcs11-token.ts';

/** Room for a key of 2048 bits and its certificate, with what cards keep beside them. */
const enoughBytes = 8 * 1024;

/**
 * Runs a call that needs room. Cards answer CKR_GENERAL_ERROR as well as CKR_DEVICE_MEMORY when they are full (PIV applets
 * among them); one that states plenty of free memory has another reason.
 * @throws AppError TOKEN_FULL, Pkcs11Error
 */
export function blameFullToken<T>({ session, slot }: Pick<OpenToken, 'session' | 'slot'>, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Pkcs11Error) || error.code !== ckr.CKR_GENERAL_ERROR) throw error;
    const free = readFreeBytes(session.library.C_GetTokenInfo(slot));
    if (free !== null && free > enoughBytes) throw error;
    throw new AppError('TOKEN_FULL', { reason: error.message }, { cause: error });
  }
}
