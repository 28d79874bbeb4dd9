// Structure of a PNG file (W3C PNG, 5): size from IHDR, animation by acTL, turn by eXIf, checksums, and whether IEND is there.
import { crc32 } from './crc32.ts';
import { type PictureFacts, type PictureFault, regularFacts, withMissingEnd } from './picture-facts.ts';
import { readTiffOrientation } from './read-orientation.ts';

/** IEND with length and checksum. */
const imageEnd = [0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82];

export function readPng(bytes: Uint8Array): PictureFacts | PictureFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let facts: PictureFacts | undefined;
  let hasData = false;
  let at = 8;
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (!/^[A-Za-z]{4}$/.test(type) || length > 0x7fffffff) return 'damaged';
    // Length, type, content and checksum.
    if (at + 12 + length > bytes.length)
      return type === 'IEND' && facts && hasData ? withMissingEnd(facts, []) : 'truncated';
    // Firefox paints a picture whose data are rubbish, and grey for the rest; Chromium refuses it. A decoder needs capitals.
    const isNeeded = type.charAt(0) <= 'Z';
    if (isNeeded && crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length))
      return 'damaged';
    if (!facts) {
      if (type !== 'IHDR' || length !== 13) return 'damaged';
      const [widthPx, heightPx] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      if (widthPx === 0 || heightPx === 0) return 'damaged';
      facts = { widthPx, heightPx, ...regularFacts };
    }
    if (type === 'IDAT') hasData = true;
    // One frame is a still picture, however it is packed.
    if (type === 'acTL' && length >= 4 && view.getUint32(at + 8) > 1) facts = { ...facts, isAnimated: true };
    if (type === 'eXIf') {
      const orientation = readTiffOrientation(bytes.subarray(at + 8, at + 8 + length)) ?? 1;
      if (facts.orientation === 1) facts = { ...facts, orientation };
    }
    if (type === 'IEND') return hasData ? facts : 'damaged';
    at += 12 + length;
  }
  // All data are there, and less than another chunk's head follows.
  return facts && hasData ? withMissingEnd(facts, imageEnd) : 'truncated';
}
