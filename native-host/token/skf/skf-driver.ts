// An SKF library (GM/T 0016) as a TokenDriver. Runs in the driver's own process, because vendors' code may print, hang or crash.
import { AppError } from '../../../shared/errors/app-error.ts';
import type { TokenContents, TokenDriver, TokenGlance, TokenName, TokenSession, TokenSnapshot } from '../driver.ts';
import { toSkfTokenError } from './skf-error.ts';
import { SkfLibrary } from './skf-library.ts';
import { changePin, checkPin, logIn, readPinInfo, unblockPin } from './skf-pin.ts';
import { SkfSession } from './skf-session.ts';
import { readContents, readSnapshot } from './skf-snapshot.ts';
import { closeToken, listDevices, type NamedSkfToken, openToken, readTokens, type SkfToken } from './skf-token.ts';

export class SkfDriver implements TokenDriver {
  readonly #library: SkfLibrary;
  /** What the last look showed, and behind which devices. */
  #seen: { readonly devices: string; readonly tokens: TokenGlance[] } | null = null;

  private constructor(library: SkfLibrary) {
    this.#library = library;
  }

  /** Loads the library at `path`. @throws AppError DRIVER_LOAD_FAILED with `details.reason` */
  static load(path: string): SkfDriver {
    try {
      return new SkfDriver(new SkfLibrary(path));
    } catch (error) {
      throw new AppError('DRIVER_LOAD_FAILED', { reason: (error as Error).message }, { cause: error });
    }
  }

  async listTokens(): Promise<TokenSnapshot[]> {
    this.#seen = null;
    return readTokens(this.#library, readSnapshot);
  }

  async openSession(name: TokenName, pin: Uint8Array | null): Promise<TokenSession> {
    this.#seen = null;
    const token = openToken(this.#library, name);
    try {
      checkPin(token, pin);
      logIn(token, pin);
    } catch (error) {
      closeToken(token);
      throw toSkfTokenError(error);
    }
    return new SkfSession(token);
  }

  async inspectToken(name: TokenName): Promise<TokenContents> {
    return this.#useToken(name, (token) => readContents(token, false));
  }

  async changePin(name: TokenName, oldPin: Uint8Array | null, newPin: Uint8Array | null): Promise<void> {
    this.#useToken(name, (token) => changePin(token, oldPin, newPin));
  }

  async unblockPin(name: TokenName, adminPin: Uint8Array | null, newPin: Uint8Array | null): Promise<void> {
    this.#useToken(name, (token) => unblockPin(token, adminPin, newPin));
  }

  /** Connecting costs a token more than being counted: as long as the same devices are there, nothing is opened. */
  async glance(): Promise<TokenGlance[]> {
    const devices = listDevices(this.#library)
      .map((name) => name.toString('hex'))
      .join();
    if (this.#seen?.devices !== devices) this.#seen = { devices, tokens: readTokens(this.#library, glanceAt) };
    return this.#seen.tokens;
  }

  async close(): Promise<void> {
    this.#library.close();
  }

  /** Opens the token, does the work, and leaves it logged out. */
  #useToken<T>(name: TokenName, work: (token: NamedSkfToken) => T): T {
    this.#seen = null;
    try {
      const token = openToken(this.#library, name);
      try {
        return work(token);
      } finally {
        closeToken(token);
      }
    } catch (error) {
      throw toSkfTokenError(error);
    }
  }
}

function glanceAt(token: SkfToken): TokenGlance {
  const { info, label } = token;
  return { serialNumber: info.serialNumber, label, pinState: readPinInfo(token, 'user').state };
}
