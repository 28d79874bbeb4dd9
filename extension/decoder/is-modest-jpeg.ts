// Whether what came out of a decoder may be shown by a page of ours: a still JPEG of a size that no window has trouble with.
import { identifyFormat } from '../materials/identify-format.ts';
import { readPicture } from '../materials/read-picture.ts';

/** A square as wide as A4 is high at 300 dots per inch, or a strip of as many pixels. */
const maxPixels = 3508 ** 2;
const maxSidePx = 10_000;
const maxBytes = 16 * 1024 * 1024;

export function isModestJpeg(bytes: Uint8Array): boolean {
  if (bytes.length > maxBytes || identifyFormat(bytes) !== 'jpeg') return false;
  const facts = readPicture('jpeg', bytes);
  if (typeof facts === 'string') return false;
  const { widthPx, heightPx } = facts;
  return Math.max(widthPx, heightPx) <= maxSidePx && widthPx * heightPx <= maxPixels;
}
