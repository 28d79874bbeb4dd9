// A PKCS#11 library as a TokenDriver. Runs in the driver's own process, because vendors' code may print, hang or crash.
import { PKCS11 } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import type { TokenContents, TokenDriver, TokenGlance, TokenName, TokenSession, TokenSnapshot } from './driver.ts';
import { readContents } from './pkcs11-contents.ts';
import { toTokenError } from './pkcs11-error.ts';
import type { Pkcs11Library } from './pkcs11-library.ts';
import { checkPin, logIn, logOutQuietly } from './pkcs11-login.ts';
import { changePin, unblockPin } from './pkcs11-pin.ts';
import { RemotePkcs11 } from './pkcs11-remote.ts';
import { Pkcs11Session } from './pkcs11-session.ts';
import { readPinState, readSnapshot, trimPadding } from './pkcs11-snapshot.ts';
import { closeQuietly, type OpenToken, openToken, readSlots } from './pkcs11-token.ts';

export class Pkcs11Driver implements TokenDriver {
  readonly #library: Pkcs11Library;

  private constructor(library: Pkcs11Library) {
    this.#library = library;
  }

  /**
   * Loads and initialises the library at `path`.
   * @param helper program that loads it instead, where this process cannot (native-host/windows-helper)
   * @throws AppError DRIVER_LOAD_FAILED with `details.reason`
   */
  static load(path: string, helper?: string): Pkcs11Driver {
    let library: Pkcs11Library;
    try {
      library = helper === undefined ? loadHere(path) : RemotePkcs11.load(helper, path);
      library.C_Initialize();
    } catch (error) {
      throw new AppError('DRIVER_LOAD_FAILED', { reason: (error as Error).message }, { cause: error });
    }
    return new Pkcs11Driver(library);
  }

  async listTokens(): Promise<TokenSnapshot[]> {
    return readSlots(this.#library, (slot, info) => readSnapshot(this.#library, slot, info));
  }

  async openSession(name: TokenName, pin: string | null): Promise<TokenSession> {
    const token = openToken(this.#library, name, 'write');
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

  async changePin(name: TokenName, oldPin: string | null, newPin: string | null): Promise<void> {
    this.#useToken(name, 'write', (token) => changePin(token, oldPin, newPin));
  }

  async unblockPin(name: TokenName, adminPin: string | null, newPin: string | null): Promise<void> {
    this.#useToken(name, 'write', (token) => unblockPin(token, adminPin, newPin));
  }

  async glance(): Promise<TokenGlance[]> {
    return readSlots(this.#library, (_slot, info) => ({
      serialNumber: trimPadding(info.serialNumber),
      label: trimPadding(info.label),
      pinState: readPinState(info),
    }));
  }

  async close(): Promise<void> {
    try {
      this.#library.C_Finalize();
      this.#library.close();
    } catch {
      // Nothing can be done about a driver that will not end; its process ends next.
    }
  }

  /** Opens the token, does the work, and leaves it logged out. */
  #useToken<T>(name: TokenName, access: 'read' | 'write', work: (token: OpenToken) => T): T {
    const token = openToken(this.#library, name, access);
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

function loadHere(path: string): Pkcs11Library {
  const library = new PKCS11();
  library.load(path);
  return library;
}
