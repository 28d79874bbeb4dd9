// A PKCS#11 library as a TokenDriver. Runs in the driver's own process, because vendors' code may print, hang or crash.
import { AppError } from '../../shared/errors/app-error.ts';
import type { TokenContents, TokenDriver, TokenGlance, TokenName, TokenSession, TokenSnapshot } from './driver.ts';
import { readContents } from './pkcs11-contents.ts';
import { toTokenError } from './pkcs11-error.ts';
import { initialize } from './pkcs11-initialize.ts';
import type { Pkcs11Library } from './pkcs11-library.ts';
import { checkPin, logIn, logOutQuietly } from './pkcs11-login.ts';
import { openLibrary } from './pkcs11-open-library.ts';
import { changePin, unblockPin } from './pkcs11-pin.ts';
import { Pkcs11Session } from './pkcs11-session.ts';
import { readPinState, readSnapshot, trimPadding } from './pkcs11-snapshot.ts';
import { closeQuietly, type OpenToken, openToken, readSlots } from './pkcs11-token.ts';

export class Pkcs11Driver implements TokenDriver {
  readonly #library: Pkcs11Library;

  #isInitialized = false;

  private constructor(library: Pkcs11Library) {
    this.#library = library;
  }

  /**
   * Loads the library at `path`. It is initialised by the first call, because some libraries read the tokens then.
   * @param helper program that loads it instead, where this process cannot (native-host/windows-helper)
   * @throws AppError DRIVER_LOAD_FAILED with `details.reason`
   */
  static async load(path: string, helper?: string): Promise<Pkcs11Driver> {
    try {
      return new Pkcs11Driver(await openLibrary(path, helper));
    } catch (error) {
      throw new AppError('DRIVER_LOAD_FAILED', { reason: (error as Error).message }, { cause: error });
    }
  }

  async listTokens(): Promise<TokenSnapshot[]> {
    const library = this.#start();
    return readSlots(library, (slot, info) => readSnapshot(library, slot, info));
  }

  async openSession(name: TokenName, pin: Uint8Array | null): Promise<TokenSession> {
    const token = this.#findToken(name);
    try {
      checkPin(token.info, pin);
      logIn(token, 'user', pin);
    } catch (error) {
      closeQuietly(token.session);
      throw error;
    }
    return new Pkcs11Session(token, pin);
  }

  async inspectToken(name: TokenName): Promise<TokenContents> {
    return this.#useToken(name, 'read', readContents);
  }

  async changePin(name: TokenName, oldPin: Uint8Array | null, newPin: Uint8Array | null): Promise<void> {
    this.#useToken(name, 'write', (token) => changePin(token, oldPin, newPin));
  }

  async unblockPin(name: TokenName, adminPin: Uint8Array | null, newPin: Uint8Array | null): Promise<void> {
    this.#useToken(name, 'write', (token) => unblockPin(token, adminPin, newPin));
  }

  async glance(): Promise<TokenGlance[]> {
    return readSlots(this.#start(), (_slot, info) => ({
      serialNumber: trimPadding(info.serialNumber),
      label: trimPadding(info.label),
      pinState: readPinState(info),
    }));
  }

  async close(): Promise<void> {
    try {
      if (this.#isInitialized) this.#library.C_Finalize();
      this.#library.close();
    } catch {
      // Nothing can be done about a driver that will not end; its process ends next.
    }
  }

  /** @throws AppError DRIVER_INITIALIZE_FAILED with the CKR's name as `details.reason` */
  #start(): Pkcs11Library {
    if (this.#isInitialized) return this.#library;
    try {
      initialize(this.#library);
    } catch (error) {
      throw new AppError('DRIVER_INITIALIZE_FAILED', { reason: (error as Error).message }, { cause: error });
    }
    this.#isInitialized = true;
    return this.#library;
  }

  /** Nothing was asked of the token yet when this fails, which `stage` says. */
  #findToken(name: TokenName): OpenToken {
    const library = this.#start();
    try {
      return openToken(library, name, 'write');
    } catch (error) {
      const { code, details } = toTokenError(error);
      throw new AppError(code, { ...details, stage: 'find-token' }, { cause: error });
    }
  }

  /** Opens the token, does the work, and leaves it logged out. */
  #useToken<T>(name: TokenName, access: 'read' | 'write', work: (token: OpenToken) => T): T {
    const token = openToken(this.#start(), name, access);
    try {
      return work(token);
    } catch (error) {
      throw toTokenError(error);
    } finally {
      logOutQuietly(token.session);
      closeQuietly(token.session);
    }
  }
}
