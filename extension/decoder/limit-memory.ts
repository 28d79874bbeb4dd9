// How much a file may make the decoder's worker allocate: a few kilobytes of PDF can unfold to gigabytes. What asks for more
// gets a RangeError, which every decoder takes for a broken file.

/** Four bytes for each pixel of the largest picture that is taken (open-decoder.ts). */
const maxArrayBytes = 4 * 72_000_000;
/** All together, freed or not: a scan of A3 at 600 dpi takes about half of it. */
const maxTotalBytes = 2_000_000_000;

let totalBytes = 0;

function spend(bytes: number): void {
  totalBytes += bytes;
  if (bytes > maxArrayBytes || totalBytes > maxTotalBytes) throw new RangeError('more memory than a scan needs');
}

type Sized = new (...args: never[]) => object;

/** @param measure bytes that a call of the constructor allocates */
function limit(name: string, measure: (first: unknown, second: unknown) => number): void {
  const original = (globalThis as unknown as Record<string, Sized | undefined>)[name];
  if (!original) return;
  const limited = new Proxy(original, {
    construct(target, args: unknown[], newTarget) {
      spend(measure(args[0], args[1]));
      return Reflect.construct(target, args, newTarget) as object;
    },
  });
  Object.defineProperty(globalThis, name, { value: limited, configurable: true, writable: true });
}

/** Of a view of a buffer nothing is allocated; of a list or another array as much as it is long. */
const countElements = (first: unknown): number => {
  if (typeof first === 'number') return first;
  const { length } = (first ?? {}) as { length?: unknown };
  return typeof length === 'number' ? length : 0;
};

limit('ArrayBuffer', countElements);
for (const name of ['Uint8Array', 'Uint8ClampedArray', 'Int8Array']) limit(name, countElements);
for (const name of ['Uint16Array', 'Int16Array']) limit(name, (first) => 2 * countElements(first));
for (const name of ['Uint32Array', 'Int32Array', 'Float32Array']) limit(name, (first) => 4 * countElements(first));
limit('Float64Array', (first) => 8 * countElements(first));
for (const name of ['OffscreenCanvas', 'ImageData'])
  limit(name, (first, second) => (typeof first === 'number' && typeof second === 'number' ? 4 * first * second : 0));

/** What one packed stream may unfold to: the largest buffer below maxArrayBytes that pdf.js's own decoder, which doubles, grows to. */
const maxUnfoldedBytes = 2 ** 28;

// The browser's own decoder allocates where no constructor is seen. pdf.js takes it first, and its own one where it fails.
const { DecompressionStream: Original } = globalThis;
class LimitedDecompressionStream {
  readonly readable: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly writable: WritableStream<BufferSource>;
  constructor(format: CompressionFormat) {
    const { readable, writable } = new Original(format);
    let unfoldedBytes = 0;
    const count = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        spend(chunk.byteLength);
        unfoldedBytes += chunk.byteLength;
        if (unfoldedBytes > maxUnfoldedBytes) throw new RangeError('more memory than a scan needs');
        controller.enqueue(chunk);
      },
    });
    this.readable = readable.pipeThrough(count);
    this.writable = writable;
  }
}
if (Original) globalThis.DecompressionStream = LimitedDecompressionStream;
