// The size that a WebP or HEIF/AVIF picture announces, so that none is decoded that would take the browser's memory.

export interface ForeignFacts {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isAnimated: boolean;
}

/** RFC 9649: the first chunk is VP8, VP8L or VP8X, each with the size in its own place. */
function readWebp(bytes: Uint8Array, view: DataView): ForeignFacts | undefined {
  if (bytes.length < 30) return undefined;
  const kind = String.fromCharCode(...bytes.subarray(12, 16));
  if (kind === 'VP8X') {
    const [widthPx, heightPx] = [24, 27].map((at) => (view.getUint32(at - 1, true) >>> 8) + 1) as [number, number];
    return { widthPx, heightPx, isAnimated: (view.getUint8(20) & 0x02) !== 0 };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1, isAnimated: false };
  }
  if (kind !== 'VP8 ') return undefined;
  return { widthPx: view.getUint16(26, true) & 0x3fff, heightPx: view.getUint16(28, true) & 0x3fff, isAnimated: false };
}

/** ISO/IEC 23008-12: an `ispe` property an image; the largest is the whole of a picture made of tiles. */
function readHeif(bytes: Uint8Array, view: DataView): ForeignFacts | undefined {
  let facts: ForeignFacts | undefined;
  const last = Math.min(bytes.length, 65_536) - 16;
  for (let at = 0; at <= last; at += 1) {
    if (view.getUint32(at) !== 0x69737065) continue;
    const [widthPx, heightPx] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (!facts || widthPx * heightPx > facts.widthPx * facts.heightPx) facts = { widthPx, heightPx, isAnimated: false };
  }
  return facts;
}

/** Undefined where the bytes do not say. Never throws. */
export function readForeignSize(format: 'webp' | 'heic', bytes: Uint8Array): ForeignFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return format === 'webp' ? readWebp(bytes, view) : readHeif(bytes, view);
}
