// Labels on tokens, which vendors' tools wrote in the code page of their time.
import { decodeText } from '../../shared/decode-text.ts';

/**
 * Text of a label without its padding by blanks or NULs. GBK is read as such, and a character that the label's fixed
 * length cut is left out. PKCS#11 and SKF ask for UTF-8.
 */
export function decodeLabel(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end -= 1;
  return end === 0 ? '' : decodeText(bytes.subarray(0, end), { encodings: ['utf-8', 'gb18030'] });
}
