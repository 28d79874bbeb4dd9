// Whether what came out of a decoder may be shown by a page of ours: a still JPEG of a size that no window has trouble with.
import { identifyFormat } from '../materials/identify-format.ts';
import { readPicture } from '../materials/read-picture.ts';

/** A sheet of A4 at 300 dots per inch, which is the largest that the decoder makes, and no more. */
const maxSidePx = 3508;
const maxBytes = 16 * 1024 * 1024;

export function isModestJpeg(bytes: Uint8Array): boolean {
  if (bytes.length > maxBytes || identifyFormat(bytes) !== 'jpeg') return false;
  const facts = readPicture('jpeg', bytes);
  return typeof facts !== 'string' && Math.max(facts.widthPx, facts.heightPx) <= maxSidePx;
}
