// A PKCS#11 library as a TokenDriver. Runs in the driver's own process, because vendors' code may print, hang or crash.
import pkcs11, { type Handle, PKCS11, type TokenInfo } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import { hashCertificate } from '../hash-certificate.ts';
import type { TokenDriver, TokenIdentity, TokenSession, TokenSnapshot } from './driver.ts';
import { isAlreadyLoggedIn, toTokenError } from './pkcs11-error.ts';
import { type OpenSession, readCertificateValues } from './pkcs11-objects.ts';
import { Pkcs11Session, type SessionTarget } from './pkcs11-session.ts';
import {
  isInitialised,
  isPinTypedOnReader,
  readPinLimits,
  readPinState,
  readSnapshot,
  trimPadding,
} from './pkcs11-snapshot.ts';

export class Pkcs11Driver implements TokenDriver {
  readonly #library: PKCS11;

  private constructor(library: PKCS11) {
    this.#library = library;
  }

  /** Loads and initialises the library at `path`. @throws AppError DRIVER_LOAD_FAILED with `details.reason` */
  static load(path: string): Pkcs11Driver {
    const library = new PKCS11();
    try {
      library.load(path);
      library.C_Initialize();
    } catch (error) {
      throw new AppError('DRIVER_LOAD_FAILED', { reason: (error as Error).message }, { cause: error });
    }
    return new Pkcs11Driver(library);
  }

  async listTokens(): Promise<TokenSnapshot[]> {
    return this.#readSlots((slot, info) => readSnapshot(this.#library, slot, info));
  }

  async openSession(identity: TokenIdentity, pin: string | null): Promise<TokenSession> {
    const { info, session, target } = this.#openToken(identity);
    try {
      checkPin(info, pin);
      this.#logIn(session.handle, target.slot, isPinTypedOnReader(info) ? null : pin);
    } catch (error) {
      closeQuietly(session);
      throw error;
    }
    return new Pkcs11Session(session, target, pin);
  }

  async close(): Promise<void> {
    try {
      this.#library.C_Finalize();
      this.#library.close();
    } catch {
      // Nothing can be done about a driver that will not end; its process ends next.
    }
  }

  /** Reads each token that is set up. One that cannot be read must not hide the clerk's; alone, it is the answer. */
  #readSlots<T>(read: (slot: Handle, info: TokenInfo) => T): T[] {
    const results: T[] = [];
    let failure: AppError | null = null;
    for (const slot of this.#listSlots()) {
      try {
        const info = this.#library.C_GetTokenInfo(slot);
        if (isInitialised(info)) results.push(read(slot, info));
      } catch (error) {
        const tokenError = toTokenError(error);
        // Pulled while we looked: then it is just not there.
        if (tokenError.code !== 'TOKEN_REMOVED') failure = tokenError;
      }
    }
    if (results.length === 0 && failure) throw failure;
    return results;
  }

  #listSlots(): Handle[] {
    try {
      return this.#library.C_GetSlotList(true);
    } catch (error) {
      throw toTokenError(error);
    }
  }

  /** Opens a session on the one token that is meant; not logged in yet. */
  #openToken(identity: TokenIdentity): { info: TokenInfo; session: OpenSession; target: SessionTarget } {
    let isNamed = false;
    const matching = this.#readSlots((slot, info) => {
      const isSameName =
        trimPadding(info.serialNumber) === identity.serialNumber && trimPadding(info.label) === identity.label;
      if (!isSameName) return [];
      isNamed = true;
      const flags = pkcs11.CKF_SERIAL_SESSION | pkcs11.CKF_RW_SESSION;
      const session = { library: this.#library, handle: this.#library.C_OpenSession(slot, flags) };
      try {
        const certificate = readCertificateValues(session).find(
          ({ der }) => hashCertificate(der) === identity.certificateHash,
        );
        if (certificate) return [{ info, session, target: { slot, identity, certificate } }];
      } catch (error) {
        closeQuietly(session);
        throw error;
      }
      closeQuietly(session);
      return [];
    }).flat();
    const [token, ...others] = matching;
    if (token && others.length === 0) return token;
    for (const { session } of matching) closeQuietly(session);
    if (token) throw new AppError('TOKEN_AMBIGUOUS');
    throw new AppError(isNamed ? 'TOKEN_CHANGED' : 'TOKEN_REMOVED');
  }

  #logIn(handle: Handle, slot: Handle, pin: string | null): void {
    const logIn = () => this.#library.C_Login(handle, pkcs11.CKU_USER, pin ?? undefined);
    try {
      try {
        logIn();
      } catch (error) {
        if (!isAlreadyLoggedIn(error)) throw error;
        // Login state is shared by all sessions: a state that is not ours would accept any PIN.
        this.#library.C_Logout(handle);
        logIn();
      }
    } catch (error) {
      const pinState = this.#readPinState(slot);
      const tokenError = toTokenError(error, { pinState });
      // The wrong PIN that used up the last try: what the clerk needs to know is that it is locked now.
      if (tokenError.code === 'PIN_INCORRECT' && pinState === 'locked')
        throw new AppError('PIN_LOCKED', tokenError.details, { cause: error });
      throw tokenError;
    }
  }

  #readPinState(slot: Handle): string {
    try {
      return readPinState(this.#library.C_GetTokenInfo(slot));
    } catch {
      // Asked only to explain a failed login; that failure is what counts.
      return 'unknown-or-full';
    }
  }
}

function closeQuietly({ library, handle }: OpenSession): void {
  try {
    library.C_CloseSession(handle);
  } catch {
    // Closing is all we wanted.
  }
}

/** Refuses what would only cost the clerk a try. An empty PIN must never reach a driver (CVE-2023-40660). */
function checkPin(info: TokenInfo, pin: string | null): void {
  const pinState = readPinState(info);
  if (pinState === 'locked') throw new AppError('PIN_LOCKED', { pinState });
  if (pinState === 'not-set') throw new AppError('TOKEN_NOT_READY', { reason: 'no user PIN' });
  if (isPinTypedOnReader(info)) return;
  if (!pin) throw new AppError('PIN_EMPTY');
  const { minLength, maxLength } = readPinLimits(info);
  const bytes = Buffer.byteLength(pin, 'utf8');
  if (maxLength > 0 && (bytes < minLength || bytes > maxLength))
    throw new AppError('PIN_LENGTH', { minLength, maxLength });
}
