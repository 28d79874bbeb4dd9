// Whether a picture inside a PDF ends too early: a JPEG lies in the file as it is, and viewers show what there is of it.
import { readJpeg } from './read-jpeg.ts';

/** More pictures than that are no scan. */
const maxPictures = 200;

function findText(bytes: Uint8Array, text: string, from: number): number {
  const first = text.charCodeAt(0);
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    let length = 1;
    while (length < text.length && bytes[at + length] === text.charCodeAt(length)) length += 1;
    if (length === text.length) return at;
  }
  return -1;
}

/** Position after the end of line that follows the word `stream` (ISO 32000-1, 7.3.8). */
function skipEndOfLine(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 0x0d && bytes[at + 1] === 0x0a) return at + 2;
  return bytes[at] === 0x0a || bytes[at] === 0x0d ? at + 1 : at;
}

/** True when one of the PDF's JPEGs has no end. In an encrypted PDF none is found. */
export function hasBrokenScan(pdf: Uint8Array): boolean {
  let count = 0;
  for (let at = findText(pdf, 'stream', 0); at >= 0 && count < maxPictures; ) {
    const start = skipEndOfLine(pdf, at + 6);
    const end = findText(pdf, 'endstream', start);
    const data = pdf.subarray(start, end < 0 ? pdf.length : end);
    if (data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff) {
      count += 1;
      const facts = readJpeg(data);
      if (typeof facts === 'string' || facts.missingEnd.length > 0) return true;
    }
    if (end < 0) break;
    at = findText(pdf, 'stream', end + 9);
  }
  return false;
}
