// An SKF library (GM/T 0016) as a TokenDriver. Runs in the driver's own process, because vendors' code may print, hang or crash.
import { AppError } from '../../../shared/errors/app-error.ts';
import type { TokenContents, TokenDriver, TokenGlance, TokenName, TokenSession, TokenSnapshot } from '../driver.ts';
import { toSkfTokenError } from './skf-error.ts';
import { SkfLibrary } from './skf-library.ts';
import { changePin, checkPin, logIn, readPinInfo, unblockPin } from './skf-pin.ts';
import { SkfSession } from './skf-session.ts';
import { readContents, readSnapshot } from './skf-snapshot.ts';
import {
  closeToken,
  listDevices,
  type NamedSkfToken,
  openToken,
  readDevice,
  readTokens,
  type SkfToken,
} from './skf-token.ts';

export class SkfDriver implements TokenDriver {
  readonly #library: SkfLibrary;
  /** What each device showed at the last look, by its name in hexadecimal. */
  #seen = new Map<string, TokenGlance[]>();
  /** Whether something may have changed since. */
  #isStale = true;
  #openSessions = 0;

  private constructor(library: SkfLibrary) {
    this.#library = library;
  }

  /** Loads the library at `path`, or has `helper` do so. @throws AppError DRIVER_LOAD_FAILED with `details.reason` */
  static load(path: string, helper?: string): SkfDriver {
    try {
      return new SkfDriver(new SkfLibrary(path, helper));
    } catch (error) {
      throw new AppError('DRIVER_LOAD_FAILED', { reason: (error as Error).message }, { cause: error });
    }
  }

  async listTokens(): Promise<TokenSnapshot[]> {
    this.#isStale = true;
    return readTokens(this.#library, readSnapshot);
  }

  async openSession(name: TokenName, pin: Uint8Array | null): Promise<TokenSession> {
    this.#isStale = true;
    const token = openToken(this.#library, name);
    try {
      checkPin(token, pin);
      logIn(token, pin);
    } catch (error) {
      closeToken(token);
      throw toSkfTokenError(error);
    }
    this.#openSessions += 1;
    return new SkfSession(token, () => {
      this.#openSessions -= 1;
      this.#isStale = true;
    });
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

  /**
   * Connecting costs a token more than being counted: a device that was seen is not opened again, as long as nothing was done.
   * Nor is any beside an open session, which it would end in some libraries, and in those with one current device always.
   */
  async glance(): Promise<TokenGlance[]> {
    const mayOpen = this.#openSessions === 0;
    if (mayOpen && this.#isStale) this.#seen.clear();
    const before = this.#seen;
    this.#seen = new Map();
    for (const name of listDevices(this.#library)) {
      const key = name.toString('hex');
      const tokens = before.get(key) ?? (mayOpen ? readDevice(this.#library, name, glanceAt) : undefined);
      if (tokens) this.#seen.set(key, tokens);
    }
    if (mayOpen) this.#isStale = false;
    return [...this.#seen.values()].flat();
  }

  async close(): Promise<void> {
    this.#library.close();
  }

  /** Opens the token, does the work, and leaves it logged out. */
  #useToken<T>(name: TokenName, work: (token: NamedSkfToken) => T): T {
    this.#isStale = true;
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
