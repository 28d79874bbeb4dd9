// The driver's end of the link to the helper: asks and waits.
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import type { HelperLinkData, HelperNews } from './helper-link.ts';
import { startScriptWorker } from './start-script-worker.ts';

/** Thrown when the helper is gone: nothing that it knew can be asked for again. */
export class HelperGone extends Error {}

export class HelperChannel {
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
