// A worker that carries messages to the helper and back, so that the driver's thread can wait for each answer: PKCS#11 calls
// block, and Node's pipes do not. Runs as a script of its own (see helper-channel.ts).
import { type ChildProcess, spawn } from 'node:child_process';
import { type MessagePort, workerData } from 'node:worker_threads';

/** What the worker is given. */
export interface HelperLinkData {
  readonly helper: string;
  readonly library: string;
  readonly port: MessagePort;
  /** Counts what was posted; the other thread sleeps on it. */
  readonly counter: Int32Array;
}

/** Posted to the other thread: one message of the helper without its length, or its end. */
export type HelperNews = { readonly message: Uint8Array } | { readonly ended: string };

/** As protocol.h has it. */
const maxMessageBytes = 4 * 1024 * 1024;

/** Splits the helper's output into messages. */
function collectMessages(deliver: (message: Uint8Array) => void, refuse: () => void): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0);
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 4) {
      const length = pending.readUInt32LE();
      if (length > maxMessageBytes) return refuse();
      if (pending.length < 4 + length) return;
      deliver(Uint8Array.from(pending.subarray(4, 4 + length)));
      pending = pending.subarray(4 + length);
    }
  };
}

function serveLink({ helper, library, port, counter }: HelperLinkData): void {
  const post = (news: HelperNews) => {
    port.postMessage(news);
    Atomics.add(counter, 0, 1);
    Atomics.notify(counter, 0);
  };
  const child: ChildProcess = spawn(helper, [library], {
    // What the library prints joins what this process prints, which the host counts and drops.
    stdio: ['pipe', 'pipe', 'inherit'],
    windowsHide: true,
  });
  child.on('error', (error) => post({ ended: error.message }));
  child.on('exit', (code, signal) => post({ ended: `exit ${code ?? signal}` }));
  child.stdin?.on('error', () => undefined);
  child.stdout?.on(
    'data',
    collectMessages(
      (message) => post({ message }),
      () => child.kill('SIGKILL'),
    ),
  );
  port.on('message', (request: Uint8Array) => child.stdin?.write(request, () => request.fill(0)));
  port.on('close', () => child.stdin?.end());
}

serveLink(workerData as HelperLinkData);
