// One driver's process as the host sees it: calls with deadlines, and its end.
import { type ChildProcess, spawn } from 'node:child_process';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Log } from '../log.ts';
import type { DriverAnswer, DriverCall } from './driver-messages.ts';
import { needsHostPipe } from './watch-host.ts';

export interface DriverLinkOptions {
  /** Program and arguments that start {@link serveDriver} on this library. */
  readonly command: readonly [string, ...string[]];
  readonly driverName: string;
  readonly fileName: string;
  readonly log: Log;
  /** Told of each process before it is asked anything. */
  onStart?(pid: number): void;
}

/** What each call may still take once the browser has gone. */
const hurriedMs = 4_000;
/** A card takes its time over a key. */
const unhurriedMethod = 'generateKeyPair';

interface PendingCall {
  readonly method: string;
  resolve(value: unknown): void;
  reject(error: AppError): void;
  timer: NodeJS.Timeout;
}

export class DriverLink {
  readonly #options: DriverLinkOptions;
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, PendingCall>();
  #nextCallId = 1;
  #isHurrying = false;
  #whenQuiet: (() => void) | null = null;
  readonly #exited: Promise<void>;
  #end: 'DRIVER_CRASHED' | 'DRIVER_TIMEOUT' | null = null;

  /** Starts the process. It loads its library at once and initialises it at the first call. */
  constructor(options: DriverLinkOptions) {
    this.#options = options;
    const [program, ...args] = options.command;
    const { driverName, log } = options;
    const child = spawn(program, args, {
      // Vendors' printf must not reach our own stdout, where it would break the browser's frames.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', ...(needsHostPipe ? ['pipe' as const] : [])],
      serialization: 'advanced',
      windowsHide: true,
    });
    this.#child = child;
    if (child.pid !== undefined) options.onStart?.(child.pid);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => log.debug('driver-printed', { driver: driverName, bytes: chunk.length }));
    child.on('message', (message: DriverAnswer) => this.#settle(message));
    child.on('error', (error) => {
      log.error('driver-not-started', { driver: driverName, reason: error.message });
      this.#fail('DRIVER_CRASHED');
    });
    this.#exited = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.on('exit', (code, signal) => {
      log.info('driver-ended', { driver: driverName, exit: String(code ?? signal) });
      this.#fail('DRIVER_CRASHED');
    });
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  /** Whether anything was asked of it: from then on it may know tokens as they were. */
  get isUsed(): boolean {
    return this.#nextCallId > 1;
  }

  /** @throws AppError as the driver answered, DRIVER_CRASHED, DRIVER_TIMEOUT */
  call(sessionId: number | null, method: string, args: readonly unknown[], deadlineMs: number): Promise<unknown> {
    if (this.#end) return Promise.reject(this.#error(this.#end));
    const callId = this.#nextCallId++;
    return new Promise((resolve, reject) => {
      const isHurried = this.#isHurrying && method !== unhurriedMethod;
      const timer = setTimeout(() => this.#killHung(method), isHurried ? Math.min(hurriedMs, deadlineMs) : deadlineMs);
      this.#pending.set(callId, { method, resolve, reject, timer });
      const message: DriverCall = { callId, sessionId, method, args };
      this.#child.send(message, (error) => {
        if (error) this.#fail('DRIVER_CRASHED');
      });
    });
  }

  /**
   * Waits for what is under way, then ends library and process.
   * @param deadlineMs for the library's C_Finalize, which hangs in some: then the process is killed
   * @returns false when it hung
   */
  async retire(deadlineMs: number): Promise<boolean> {
    while (this.#pending.size > 0)
      await new Promise<void>((resolve) => {
        this.#whenQuiet = resolve;
      });
    if (deadlineMs > 0) await this.call(null, 'close', [], deadlineMs).catch(() => undefined);
    const hasClosed = this.#end === null && deadlineMs > 0;
    // Finalised, it holds nothing any more, and nobody needs to wait until it is gone.
    if (!hasClosed) {
      this.#child.kill('SIGKILL');
      await this.#exited;
    }
    const hasHung = this.#end === 'DRIVER_TIMEOUT';
    this.letGo();
    return !hasHung;
  }

  /** Nobody waits any more: from now on a call that hangs is given up soon. */
  hurry(): void {
    if (this.#isHurrying) return;
    this.#isHurrying = true;
    for (const call of this.#pending.values()) {
      if (call.method === unhurriedMethod) continue;
      clearTimeout(call.timer);
      call.timer = setTimeout(() => this.#killHung(call.method), hurriedMs);
    }
  }

  /** Leaves the process to itself; it ends once a call under way returns. */
  letGo(): void {
    this.#fail('DRIVER_CRASHED');
    if (this.#child.connected) this.#child.disconnect();
    this.#child.unref();
  }

  #settle(message: DriverAnswer): void {
    const pending = this.#pending.get(message.callId);
    if (!pending) return;
    this.#pending.delete(message.callId);
    clearTimeout(pending.timer);
    if (this.#pending.size === 0) this.#whenQuiet?.();
    if ('value' in message) {
      pending.resolve(message.value);
      return;
    }
    const { code, details, text } = message.error;
    const { driverName: driver, log } = this.#options;
    // What stops the driver as a whole is said whatever the log's level; a wrong PIN is nobody's fault.
    log[code.startsWith('DRIVER_') ? 'error' : 'info']('driver-error', { driver, code, reason: text });
    pending.reject(code.startsWith('DRIVER_') ? this.#error(code, details) : new AppError(code, details));
  }

  #killHung(method: string): void {
    this.#options.log.error('driver-hung', { driver: this.#options.driverName, method });
    this.#child.kill('SIGKILL');
    this.#fail('DRIVER_TIMEOUT');
  }

  /** Fails what waited for the process. */
  #fail(code: 'DRIVER_CRASHED' | 'DRIVER_TIMEOUT'): void {
    this.#end ??= code;
    const calls = [...this.#pending.values()];
    this.#pending.clear();
    for (const { timer, reject } of calls) {
      clearTimeout(timer);
      reject(this.#error(code));
    }
    this.#whenQuiet?.();
  }

  #error(code: AppError['code'], details: AppError['details'] = {}): AppError {
    const { driverName, fileName } = this.#options;
    return new AppError(code, { ...details, driverName, fileName });
  }
}
