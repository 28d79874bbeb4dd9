// Structure of a JPEG file (ITU-T T.81 Annex B): size, components, EXIF orientation, and whether it has an end.
import { type PictureFacts, type PictureFault, regularFacts, withMissingEnd } from './picture-facts.ts';
import { readSegmentOrientation } from './read-orientation.ts';

const endOfImage = 0xd9;
const startOfScan = 0xda;
const exif = 0xe1;

/** SOF0–SOF15 without DHT, JPG and DAC, which lie between them. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** RST0–RST7 stand inside a scan and TEM anywhere; neither has a length. */
function isStandalone(marker: number): boolean {
  return (marker >= 0xd0 && marker <= 0xd7) || marker === 0x01;
}

/** Position of the next marker's 0xFF after entropy-coded data, or -1. There 0xFF 0x00 is a byte of the data. */
function skipScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0x00 && next !== 0xff && !isStandalone(next)) return at;
  }
  return -1;
}

export function readJpeg(bytes: Uint8Array): PictureFacts | PictureFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: Pick<PictureFacts, 'widthPx' | 'heightPx' | 'isCmyk'> | undefined;
  let orientation = 1;
  let [hasScan, hasStrayBytes] = [false, false];
  /** Where the end is missing, a decoder that is shown one gives what there is. */
  const describe = (isWhole: boolean): PictureFacts | PictureFault => {
    if (!size || !hasScan) return isWhole ? 'damaged' : 'truncated';
    const facts = { ...regularFacts, ...size, orientation, isIrregular: hasStrayBytes };
    return isWhole ? facts : withMissingEnd(facts, [0xff, endOfImage]);
  };
  let at = 2;
  while (at + 1 < bytes.length) {
    if (bytes[at] !== 0xff) {
      // Between segments decoders skip to the next marker, and warn.
      hasStrayBytes = true;
      at = skipScan(bytes, at);
      if (at < 0) return 'damaged';
    }
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isStandalone(marker)) at += 2;
    else if (marker === endOfImage) return describe(true);
    else {
      if (at + 4 > bytes.length) return 'truncated';
      const length = view.getUint16(at + 2);
      const end = at + 2 + length;
      if (length < 2) return 'damaged';
      if (end > bytes.length) return 'truncated';
      if (isFrameHeader(marker)) {
        if (length < 8) return 'damaged';
        const [heightPx, widthPx] = [view.getUint16(at + 5), view.getUint16(at + 7)];
        // One frame a file: decoders go by the first, and a second that says less would hide how large that is.
        if (widthPx === 0 || heightPx === 0 || size) return 'damaged';
        size = { widthPx, heightPx, isCmyk: view.getUint8(at + 9) === 4 };
      }
      if (marker === exif && orientation === 1)
        orientation = readSegmentOrientation(bytes.subarray(at + 4, end)) ?? orientation;
      at = end;
      if (marker === startOfScan) {
        hasScan = true;
        at = skipScan(bytes, end);
        if (at < 0) return describe(false);
      }
    }
  }
  return describe(false);
}
