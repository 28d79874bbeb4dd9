// A text file that a clerk chose, as text.
import { decodeDocument } from '../../shared/decode-text.ts';

/** More than any of our files has; a clerk may choose any file. */
const maxBytes = 8_000_000;

/** The file's text in whichever encoding it was saved; '' for a file that is too large to be one of ours. */
export async function readTextFile(file: Blob): Promise<string> {
  return file.size > maxBytes ? '' : decodeDocument(new Uint8Array(await file.arrayBuffer()));
}
