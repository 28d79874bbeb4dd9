// A TokenDriver whose library lives in a child process: a crash, a hang or a print of vendor code becomes an error code.
import { type ChildProcess, spawn } from 'node:child_process';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Log } from '../log.ts';
import type {
  CertificateToWrite,
  KeyAlgorithm,
  TokenContents,
  TokenDriver,
  TokenGlance,
  TokenName,
  TokenSession,
  TokenSnapshot,
} from './driver.ts';
import type { DriverAnswer, DriverCall, OpenedSession } from './driver-messages.ts';
import { needsHostPipe } from './watch-host.ts';

/** How long each call may take before the driver counts as hung. */
export interface DriverDeadlines {
  readonly listTokensMs: number;
  /** Includes typing the PIN on a reader's pad. */
  readonly openSessionMs: number;
  /** On a pad the old PIN is typed once and the new one twice. */
  readonly changePinMs: number;
  /** RSA-2048 on a card: median 10.5 s, worst seen 146 s (FIELD §2). */
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

/** What each call may still take once the browser has gone. */
const hurriedMs = 4_000;
const unhurriedMethod = 'generateKeyPair';

export interface DriverProcessOptions {
  /** Program and arguments that start {@link serveDriver} on this library. */
  readonly command: readonly [string, ...string[]];
  readonly driverName: string;
  readonly fileName: string;
  readonly deadlines?: DriverDeadlines;
  readonly log: Log;
  /** Told of each process before it is asked anything. */
  onStart?(pid: number): void;
}

interface PendingCall {
  readonly method: string;
  resolve(value: unknown): void;
  reject(error: AppError): void;
  timer: NodeJS.Timeout;
}

export class DriverProcess implements TokenDriver {
  readonly #options: DriverProcessOptions;
  readonly #deadlines: DriverDeadlines;
  readonly #pending = new Map<number, PendingCall>();
  #child: ChildProcess | null = null;
  #nextCallId = 1;
  #isHurrying = false;

  /** Starts nothing yet: the process begins with the first call, and anew after it ended. */
  constructor(options: DriverProcessOptions) {
    this.#options = options;
    this.#deadlines = options.deadlines ?? defaultDeadlines;
  }

  async listTokens(): Promise<TokenSnapshot[]> {
    return (await this.#call(null, 'listTokens', [], this.#deadlines.listTokensMs)) as TokenSnapshot[];
  }

  async glance(): Promise<TokenGlance[]> {
    return (await this.#call(null, 'glance', [], this.#deadlines.listTokensMs)) as TokenGlance[];
  }

  async inspectToken(name: TokenName): Promise<TokenContents> {
    return (await this.#call(null, 'inspectToken', [name], this.#deadlines.otherMs)) as TokenContents;
  }

  async changePin(name: TokenName, oldPin: string | null, newPin: string | null): Promise<void> {
    await this.#call(null, 'changePin', [name, oldPin, newPin], this.#deadlines.changePinMs);
  }

  async unblockPin(name: TokenName, adminPin: string | null, newPin: string | null): Promise<void> {
    await this.#call(null, 'unblockPin', [name, adminPin, newPin], this.#deadlines.changePinMs);
  }

  async openSession(name: TokenName, pin: string | null): Promise<TokenSession> {
    const opened = await this.#call(null, 'openSession', [name, pin], this.#deadlines.openSessionMs);
    const { sessionId, certificate } = opened as OpenedSession;
    const child = this.#child;
    const { generateKeyPairMs, otherMs } = this.#deadlines;
    const call = async (method: string, args: unknown[], deadlineMs = otherMs): Promise<unknown> => {
      // A session dies with its process; a new process knows nothing of it.
      if (this.#child !== child) throw this.#error('DRIVER_CRASHED');
      return this.#call(sessionId, method, args, deadlineMs);
    };
    return {
      certificate,
      generateKeyPair: async (algorithm: KeyAlgorithm, label: string) =>
        (await call('generateKeyPair', [algorithm, label], generateKeyPairMs)) as Uint8Array,
      findKeyPair: async (label: string) => (await call('findKeyPair', [label])) as Uint8Array | null,
      sign: async (publicKey: Uint8Array, data: Uint8Array) => (await call('sign', [publicKey, data])) as Uint8Array,
      writeCertificate: async (publicKey: Uint8Array, certificate: CertificateToWrite) => {
        await call('writeCertificate', [publicKey, certificate]);
      },
      readCertificates: async () => (await call('readCertificates', [])) as Uint8Array[],
      destroyKeyPair: async (label: string, publicKey: Uint8Array | null) =>
        (await call('destroyKeyPair', [label, publicKey])) as number,
      destroyCertificate: async (certificateHash: string) => {
        await call('destroyCertificate', [certificateHash]);
      },
      readContents: async () => (await call('readContents', [])) as TokenContents,
      close: async () => {
        if (this.#child === child) await call('close', []).catch(() => undefined);
      },
    };
  }

  /** Nobody waits any more: from now on a call that hangs is given up soon. A key is not: a card takes its time over it. */
  hurry(): void {
    this.#isHurrying = true;
    const child = this.#child;
    for (const call of this.#pending.values()) {
      if (!child || call.method === unhurriedMethod) continue;
      clearTimeout(call.timer);
      call.timer = setTimeout(() => this.#killHung(child, call.method), hurriedMs);
    }
  }

  async close(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    // C_Finalize may hang (FIELD §3): the process is let go, and it ends itself once its call returns.
    if (child?.connected) child.disconnect();
    child?.unref();
    this.#rejectAll('DRIVER_CRASHED');
  }

  #call(sessionId: number | null, method: string, args: readonly unknown[], deadlineMs: number): Promise<unknown> {
    const child = this.#child ?? this.#start();
    const callId = this.#nextCallId++;
    const isHurried = this.#isHurrying && method !== unhurriedMethod;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#killHung(child, method),
        isHurried ? Math.min(hurriedMs, deadlineMs) : deadlineMs,
      );
      this.#pending.set(callId, { method, resolve, reject, timer });
      const message: DriverCall = { callId, sessionId, method, args };
      child.send(message, (error) => {
        if (error) this.#end(child, 'DRIVER_CRASHED');
      });
    });
  }

  #start(): ChildProcess {
    const [program, ...args] = this.#options.command;
    const child = spawn(program, args, {
      // Vendors' printf must not reach our own stdout, where it would break the browser's frames.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...(needsHostPipe ? ['pipe' as const] : [])],
      serialization: 'advanced',
      windowsHide: true,
    });
    this.#child = child;
    if (child.pid !== undefined) this.#options.onStart?.(child.pid);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) =>
        this.#options.log.debug('driver-printed', { driver: this.#options.driverName, bytes: chunk.length }),
      );
    child.on('message', (message: DriverAnswer) => this.#settle(message));
    child.on('error', (error) => {
      this.#options.log.error('driver-not-started', { driver: this.#options.driverName, reason: error.message });
      this.#end(child, 'DRIVER_CRASHED');
    });
    child.on('exit', (code, signal) => {
      this.#options.log.info('driver-ended', { driver: this.#options.driverName, exit: String(code ?? signal) });
      this.#end(child, 'DRIVER_CRASHED');
    });
    return child;
  }

  #settle(message: DriverAnswer): void {
    const pending = this.#pending.get(message.callId);
    if (!pending) return;
    this.#pending.delete(message.callId);
    clearTimeout(pending.timer);
    if ('value' in message) {
      pending.resolve(message.value);
      return;
    }
    const { code, details, text } = message.error;
    this.#options.log.info('driver-error', { driver: this.#options.driverName, code, reason: text });
    const isAboutDriver = code.startsWith('DRIVER_');
    pending.reject(isAboutDriver ? this.#error(code, details) : new AppError(code, details));
  }

  #killHung(child: ChildProcess, method: string): void {
    this.#options.log.error('driver-hung', { driver: this.#options.driverName, method });
    child.kill('SIGKILL');
    this.#end(child, 'DRIVER_TIMEOUT');
  }

  /** Forgets a process that ended and fails what waited for it. */
  #end(child: ChildProcess, code: 'DRIVER_CRASHED' | 'DRIVER_TIMEOUT'): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#rejectAll(code);
  }

  #rejectAll(code: 'DRIVER_CRASHED' | 'DRIVER_TIMEOUT'): void {
    const calls = [...this.#pending.values()];
    this.#pending.clear();
    for (const { timer, reject } of calls) {
      clearTimeout(timer);
      reject(this.#error(code));
    }
  }

  #error(code: AppError['code'], details: AppError['details'] = {}): AppError {
    const { driverName, fileName } = this.#options;
    return new AppError(code, { ...details, driverName, fileName });
  }
}
