// Opens a decoder for one file: a worker in a sandbox page, reached by one port. Closing it ends whatever the file does there.
import { browser } from 'wxt/browser';
import { MaterialRefused } from '../materials/material-refused.ts';
import type { MaterialRules } from '../portal/material-rules.ts';
import { type DecoderAnswer, type DecoderReady, type DecoderRequest, readDecoderAnswer } from './decoder-messages.ts';
import { type LibraryFile, readFileRequest } from './library-files.ts';
import { openSandbox } from './open-sandbox.ts';

/** A page of a scanned PDF takes an old machine some seconds; what takes longer is not a scan. */
const decodeDeadlineMs = 30_000;
/** Four bytes each: no picture takes more than about 256 MB, whatever a profile allows. A sheet of A3 at 600 dpi has 70 million. */
const maxPixels = 72_000_000;

export interface Decoder {
  /** Rejects with MaterialRefused where the file is refused, takes too long, or breaks the decoder. */
  readonly check: (file: File, rules: MaterialRules, otherFingerprints: readonly string[]) => Promise<Decoded>;
  /** Of the PDF that was checked. @param pageNumber from 1 */
  readonly drawPage: (pageNumber: number) => Promise<Decoded>;
  readonly close: () => void;
}
export type Decoded = Exclude<DecoderAnswer, { type: 'refused' }>;

const workerPath = '/decode-worker.js';

/** Firefox has no sandbox pages: there it is a worker of ours without extension APIs, see drop-powers.ts. */
async function openWorker(port: MessagePort): Promise<() => void> {
  if (import.meta.env.FIREFOX) {
    const worker = new Worker(browser.runtime.getURL(workerPath as '/'));
    worker.postMessage(undefined, [port]);
    return () => worker.terminate();
  }
  const [sandbox, source] = await Promise.all([
    openSandbox(browser.runtime.getURL('/decoder.html')),
    fetch(browser.runtime.getURL(workerPath as '/')).then((response) => response.blob()),
  ]);
  sandbox.port.postMessage(source, [port]);
  return sandbox.close;
}

export function openDecoder(deadlineMs = decodeDeadlineMs): Decoder {
  const { port1: port, port2 } = new MessageChannel();
  const opening = openWorker(port2);
  let isClosed = false;

  function close(): void {
    isClosed = true;
    port.close();
    void opening.then((end) => end());
  }

  /** The deadline goes on: these files are small and on this computer. */
  async function giveFile(name: string): Promise<void> {
    const url = browser.runtime.getURL(`/pdfjs/${name}` as '/');
    const bytes = await fetch(url).then(
      (response) => response.arrayBuffer(),
      () => new ArrayBuffer(),
    );
    const file: LibraryFile = { type: 'file', name, bytes };
    port.postMessage(file, [bytes]);
  }

  /** The next thing that the decoder says; what it asks for is given. */
  function listen(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        close();
        reject(new MaterialRefused('too-slow'));
      }, deadlineMs);
      port.onmessage = ({ data }) => {
        const file = readFileRequest(data);
        if (file !== undefined) return void giveFile(file);
        clearTimeout(late);
        resolve(data);
      };
    });
  }

  const ready = listen().then((data) => {
    const { type, powers } = (data ?? {}) as Partial<DecoderReady>;
    if (type !== 'ready' || powers?.length !== 0) throw new Error(`not a decoder without powers: ${powers}`);
  });
  // Whoever asks hears of it.
  ready.catch(() => undefined);

  async function ask(request: DecoderRequest, transfer: Transferable[] = []): Promise<Decoded> {
    await ready;
    if (isClosed) throw new MaterialRefused('too-slow');
    const heard = listen();
    port.postMessage(request, transfer);
    const answer = readDecoderAnswer(await heard);
    if (answer === undefined) throw new MaterialRefused('damaged');
    if (answer.type === 'refused') throw new MaterialRefused(answer.reason, answer.details);
    return answer;
  }

  return {
    async check(file, rules, otherFingerprints) {
      const bytes = file.size <= rules.decodeMaxBytes ? await file.arrayBuffer() : new ArrayBuffer();
      const limited = { ...rules, decodeMaxPixels: Math.min(rules.decodeMaxPixels, maxPixels) };
      return ask({ type: 'check', name: file.name, bytes, sizeBytes: file.size, rules: limited, otherFingerprints }, [
        bytes,
      ]);
    },
    drawPage: (pageNumber) => ask({ type: 'page', pageNumber }),
    close,
  };
}
