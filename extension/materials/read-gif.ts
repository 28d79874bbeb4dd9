// Structure of a GIF file (GIF89a): size, number of frames, and whether it ends as it should.
import { type PictureFacts, type PictureFault, regularFacts } from './picture-facts.ts';

const trailer = 0x3b;
const extension = 0x21;
const image = 0x2c;

/** Bytes of the colour table that a packed field announces. */
function countTableBytes(packed: number): number {
  return packed & 0x80 ? 3 << ((packed & 0x07) + 1) : 0;
}

/** Position after a chain of sub-blocks, or undefined when it runs over the end. */
function skipSubBlocks(bytes: Uint8Array, from: number): number | undefined {
  let at = from;
  for (;;) {
    const length = bytes[at];
    if (length === undefined) return undefined;
    at += 1 + length;
    if (length === 0) return at;
  }
}

export function readGif(bytes: Uint8Array): PictureFacts | PictureFault {
  if (bytes.length < 13) return 'truncated';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [widthPx, heightPx] = [view.getUint16(6, true), view.getUint16(8, true)];
  if (widthPx === 0 || heightPx === 0) return 'damaged';
  let frameCount = 0;
  let isPadded = false;
  const describe = () => ({ widthPx, heightPx, ...regularFacts, isAnimated: frameCount > 1, isIrregular: isPadded });
  let at: number | undefined = 13 + countTableBytes(view.getUint8(10));
  while (at !== undefined && at < bytes.length) {
    const block = view.getUint8(at);
    if (block === trailer) return frameCount === 0 ? 'damaged' : describe();
    if (block === extension) at = skipSubBlocks(bytes, at + 2);
    else if (block === image) {
      if (at + 10 > bytes.length) return 'truncated';
      frameCount += 1;
      // Descriptor, local colour table, LZW code size, data.
      at = skipSubBlocks(bytes, at + 10 + countTableBytes(view.getUint8(at + 9)) + 1);
    } else if (block === 0) {
      // Some programs pad between blocks; decoders skip it.
      isPadded = true;
      at += 1;
    } else if (frameCount === 0) return 'damaged';
    // After a whole picture, what is no block is the end.
    else break;
  }
  // Decoders need no trailer.
  return at !== undefined && frameCount > 0 ? { ...describe(), isIrregular: true } : 'truncated';
}
