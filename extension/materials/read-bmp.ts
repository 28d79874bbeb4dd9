// Structure of a BMP file: size, and whether as many rows follow as it announces.
import { type PictureFacts, type PictureFault, regularFacts, withMissingEnd } from './picture-facts.ts';

const uncompressed = [0, 3, 6];

export function readBmp(bytes: Uint8Array): PictureFacts | PictureFault {
  if (bytes.length < 26) return 'truncated';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [dataOffset, headerSize] = [view.getUint32(10, true), view.getUint32(14, true)];
  const isCore = headerSize === 12;
  if (!isCore && headerSize < 40) return 'damaged';
  if (bytes.length < 14 + headerSize) return 'truncated';
  const widthPx = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  // A negative height means rows from top to bottom.
  const heightPx = isCore ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true));
  const bitsPerPixel = view.getUint16(isCore ? 24 : 28, true);
  const compression = isCore ? 0 : view.getUint32(30, true);
  if (widthPx <= 0 || heightPx === 0 || dataOffset >= bytes.length) return 'damaged';
  if (![1, 4, 8, 16, 24, 32].includes(bitsPerPixel)) return 'damaged';
  const rowBytes = Math.ceil((widthPx * bitsPerPixel) / 32) * 4;
  const expected = uncompressed.includes(compression)
    ? dataOffset + rowBytes * heightPx
    : dataOffset + view.getUint32(34, true);
  // Data that would begin inside the headers: programs that write so mean the end of them, and browsers know it.
  const facts = { widthPx, heightPx, ...regularFacts, isIrregular: dataOffset < 14 + headerSize };
  const missing = expected - bytes.length;
  if (missing <= 0) return facts;
  return missing < rowBytes ? withMissingEnd(facts, new Uint8Array(missing)) : 'truncated';
}
