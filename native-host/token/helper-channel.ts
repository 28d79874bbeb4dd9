// The driver's end of the link to the helper: asks and waits.
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { HelperLinkData, HelperNews } from './helper-link.ts';
import { AnswerReader } from './helper-message.ts';
import type { ModuleKind } from './modules.ts';
import { startScriptWorker } from './start-script-worker.ts';

/** Thrown when the helper is gone: nothing that it knew can be asked for again. */
class HelperGone extends Error {}

class HelperChannel {
  readonly #port: MessagePort;
  readonly #counter = new Int32Array(new SharedArrayBuffer(4));
  #seen = 0;

  /** Starts `helper` on `library`; the first answer is its greeting. */
  constructor(helper: string, library: string) {
    const { port1, port2 } = new MessageChannel();
    const workerData: HelperLinkData = { helper, library, port: port2, counter: this.#counter };
    startScriptWorker('helper-link', { workerData, transferList: [port2] });
    this.#port = port1;
    // It may not keep a driver's process alive that the host has let go.
    this.#port.unref();
  }

  /** Sends a request. The caller's copy is wiped: it may hold a PIN. */
  send(request: Buffer): void {
    const copy = Uint8Array.from(request);
    request.fill(0);
    this.#port.postMessage(copy, [copy.buffer]);
  }

  /** Waits for the next message. The host's deadline ends a wait that is too long. @throws HelperGone */
  receive(): Uint8Array {
    while (true) {
      const received = receiveMessageOnPort(this.#port) as { message: HelperNews } | undefined;
      if (received) return readNews(received.message);
      Atomics.wait(this.#counter, 0, this.#seen);
      this.#seen = Atomics.load(this.#counter, 0);
    }
  }

  close(): void {
    this.#port.close();
  }
}

function readNews(news: HelperNews): Uint8Array {
  if ('ended' in news) throw new HelperGone(news.ended);
  return news.message;
}

/** As protocol.h has them. */
const protocolVersion = 4;
const interfaces: Readonly<Record<ModuleKind, number>> = { pkcs11: 1, skf: 2 };

/** A helper that has loaded its library. */
export interface OpenHelper {
  /** Octets of a CK_ULONG over there: 4 on Windows, 8 on Linux. */
  readonly ulongBytes: number;
  /** Sends a request, which is wiped, and waits for the answer. */
  ask(request: Buffer): AnswerReader;
  close(): void;
}

/** Starts the helper on the library. @throws Error with the system's error number when it cannot be loaded, or has not this interface */
export function openHelper(helper: string, library: string, kind: ModuleKind): OpenHelper {
  const channel = new HelperChannel(helper, library);
  const greeting = new AnswerReader(channel.receive());
  const status = greeting.u32();
  if (status !== 0) throw new Error(`helper: system error ${status}`);
  const version = greeting.u8();
  if (version !== protocolVersion) throw new Error(`helper: protocol ${version}`);
  const ulongBytes = greeting.u8();
  if ((greeting.u8() & interfaces[kind]) === 0) throw new Error(`helper: not a library of ${kind}`);
  return {
    ulongBytes,
    ask(request) {
      channel.send(request);
      try {
        return new AnswerReader(channel.receive());
      } catch (error) {
        // A library that crashed takes the helper along, and with it all sessions: this process has nothing left to drive.
        // Its end is what the host sees of any driver that crashes, and it starts another one.
        if (error instanceof HelperGone) process.exit(1);
        throw error;
      }
    },
    close: () => channel.close(),
  };
}
