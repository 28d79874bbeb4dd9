// A TokenDriver whose library lives in a child process: a crash, a hang or a print of vendor code becomes an error code, and
// a new process sees the tokens as they are.
import { AppError, toAppError } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import type { EnvelopedKey } from '../sm2/enveloped-key.ts';
import type {
  CertificateToWrite,
  HostedDriver,
  KeyAlgorithm,
  TokenContents,
  TokenGlance,
  TokenName,
  TokenSession,
  TokenSnapshot,
} from './driver.ts';
import { DriverLink, type DriverLinkOptions } from './driver-link.ts';
import type { OpenedSession } from './driver-messages.ts';

/** How long each call may take before the driver counts as hung. */
export interface DriverDeadlines {
  readonly listTokensMs: number;
  /** Includes typing the PIN on a reader's pad. */
  readonly openSessionMs: number;
  /** On a pad the old PIN is typed once and the new one twice. */
  readonly changePinMs: number;
  /** RSA-2048 on a card: median 10.5 s, worst seen 146 s (public measurements of 46 kinds of cards). */
  readonly generateKeyPairMs: number;
  readonly otherMs: number;
}

const defaultDeadlines: DriverDeadlines = {
  listTokensMs: 20_000,
  openSessionMs: 120_000,
  changePinMs: 180_000,
  generateKeyPairMs: 180_000,
  otherMs: 60_000,
};

export interface DriverProcessOptions extends DriverLinkOptions {
  readonly deadlines?: DriverDeadlines;
}

/** What a new process of the driver may get over: a service that was restarted, a reader that answers errors. */
const curable: readonly ErrorCode[] = ['TOKEN_FAILED', 'DRIVER_CRASHED'];

export class DriverProcess implements HostedDriver {
  readonly #options: DriverProcessOptions;
  readonly #deadlines: DriverDeadlines;
  #link: DriverLink | null = null;
  /** Started ahead, with nothing asked of them: they know no token yet. */
  readonly #spares: DriverLink[] = [];
  /** Ends when the process that is to be asked next is there. */
  #turn: Promise<void> = Promise.resolve();
  /** 0 once C_Finalize has hung: it is not tried again. */
  #finalizeMs = 2_000;
  #isHurrying = false;
  #isClosed = false;

  /** Starts nothing yet: the process begins with the first call, and anew after it ended. */
  constructor(options: DriverProcessOptions) {
    this.#options = options;
    this.#deadlines = options.deadlines ?? defaultDeadlines;
  }

  async refresh(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#replaceUsed());
    await this.#turn;
  }

  prepareRefresh(count = 1): void {
    if (this.#isClosed) return;
    for (let index = this.#spares.length; index < count; index += 1) this.#spares.push(new DriverLink(this.#options));
  }

  async listTokens(): Promise<TokenSnapshot[]> {
    return (await this.#ask('listTokens', [], this.#deadlines.listTokensMs)) as TokenSnapshot[];
  }

  async glance(): Promise<TokenGlance[]> {
    return (await this.#call('glance', [], this.#deadlines.listTokensMs)) as TokenGlance[];
  }

  async inspectToken(name: TokenName): Promise<TokenContents> {
    return (await this.#ask('inspectToken', [name], this.#deadlines.otherMs)) as TokenContents;
  }

  async changePin(name: TokenName, oldPin: Uint8Array | null, newPin: Uint8Array | null): Promise<void> {
    await this.#call('changePin', [name, oldPin, newPin], this.#deadlines.changePinMs);
  }

  async unblockPin(name: TokenName, adminPin: Uint8Array | null, newPin: Uint8Array | null): Promise<void> {
    await this.#call('unblockPin', [name, adminPin, newPin], this.#deadlines.changePinMs);
  }

  async openSession(name: TokenName, pin: Uint8Array | null): Promise<TokenSession> {
    await this.#turn;
    const opened = await this.#ask('openSession', [name, pin], this.#deadlines.openSessionMs);
    const { sessionId, certificate } = opened as OpenedSession;
    // A session dies with its process; a new process knows nothing of it.
    const link = this.#link;
    const { generateKeyPairMs, otherMs } = this.#deadlines;
    const call = async (method: string, args: unknown[], deadlineMs = otherMs): Promise<unknown> => {
      if (!link) throw new AppError('DRIVER_CRASHED');
      return link.call(sessionId, method, args, deadlineMs);
    };
    return {
      certificate,
      assertSupport: async (algorithm: KeyAlgorithm) => {
        await call('assertSupport', [algorithm]);
      },
      generateKeyPair: async (algorithm: KeyAlgorithm, label: string) =>
        (await call('generateKeyPair', [algorithm, label], generateKeyPairMs)) as Uint8Array,
      findKeyPair: async (label: string) => (await call('findKeyPair', [label])) as Uint8Array | null,
      sign: async (publicKey: Uint8Array, data: Uint8Array) => (await call('sign', [publicKey, data])) as Uint8Array,
      writeCertificate: async (publicKey: Uint8Array, certificate: CertificateToWrite) => {
        await call('writeCertificate', [publicKey, certificate]);
      },
      importKeyPair: async (signingKey: Uint8Array, envelope: EnvelopedKey) =>
        (await call('importKeyPair', [signingKey, envelope])) as Uint8Array,
      proveDecryption: async (publicKey: Uint8Array) => {
        await call('proveDecryption', [publicKey]);
      },
      checkCertificate: async (publicKey: Uint8Array, certificate: CertificateToWrite) =>
        (await call('checkCertificate', [publicKey, certificate])) as string | null,
      readCertificates: async () => (await call('readCertificates', [])) as Uint8Array[],
      destroyKeyPair: async (label: string, publicKey: Uint8Array | null) =>
        (await call('destroyKeyPair', [label, publicKey])) as number,
      destroyCertificate: async (certificateHash: string) => {
        await call('destroyCertificate', [certificateHash]);
      },
      readContents: async () => (await call('readContents', [])) as TokenContents,
      close: async () => {
        await call('close', []).catch(() => undefined);
      },
    };
  }

  hurry(): void {
    this.#isHurrying = true;
    this.#link?.hurry();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    // C_Finalize may hang: the process is let go, and it ends itself once its call returns.
    for (const link of [this.#link, ...this.#spares.splice(0)]) link?.letGo();
    this.#link = null;
  }

  /** Asks, and asks a new process once more where the first answered an error that a new one may not. */
  async #ask(method: string, args: readonly unknown[], deadlineMs: number): Promise<unknown> {
    try {
      return await this.#call(method, args, deadlineMs);
    } catch (error) {
      const { code, details } = toAppError(error);
      // A PIN is never sent twice: only what failed before it was sent may be tried again.
      const isHarmless = method !== 'openSession' || details.stage === 'find-token';
      if (!curable.includes(code) || !isHarmless) throw error;
      this.#options.log.info('driver-restarted', { driver: this.#options.driverName, method, code });
      await this.refresh();
      return this.#call(method, args, deadlineMs);
    }
  }

  async #call(method: string, args: readonly unknown[], deadlineMs: number): Promise<unknown> {
    await this.#turn;
    if (!this.#link || this.#link.hasEnded) this.#link = this.#takeLink();
    if (this.#isHurrying) this.#link.hurry();
    return this.#link.call(null, method, args, deadlineMs);
  }

  /** Two processes of one driver must not hold a token at once: the old one ends first. */
  async #replaceUsed(): Promise<void> {
    const old = this.#link;
    if (!old?.isUsed) return;
    if (!old.hasEnded && !(await old.retire(this.#finalizeMs))) this.#finalizeMs = 0;
    this.#link = this.#takeLink();
  }

  #takeLink(): DriverLink {
    let link = this.#spares.shift();
    while (link?.hasEnded) link = this.#spares.shift();
    return link ?? new DriverLink(this.#options);
  }
}
