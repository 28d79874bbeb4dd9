// A text file's characters, whichever encoding a Windows editor saved it in.

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Some pairs of GBK are a letter of UTF-8 by chance: always of Greek, Cyrillic or beyond, never Han.
 * So a file with such letters and without a single Han character is GBK.
 */
function isUtf8ByChance(text: string): boolean {
  return /[\u0100-\u07ff]/.test(text) && !/[\u0800-\uffff]/.test(text);
}

/** By its mark; without one by its first character, which is ASCII in all our files: its other byte is 0. */
function guessUtf16([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
  return second === 0 && first !== undefined && first !== 0 ? 'utf-16le' : undefined;
}

/**
 * Decodes UTF-8, UTF-16 (Notepad's "Unicode") and, where it is neither, GB18030 (Notepad's "ANSI" on Chinese Windows).
 * A byte order mark is taken out. Never throws: what no encoding explains becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = guessUtf16(bytes);
  if (utf16) return decode(bytes, utf16);
  if (!isUtf8(bytes)) return decode(bytes, 'gb18030');
  const text = decode(bytes, 'utf-8');
  return isUtf8ByChance(text) ? decode(bytes, 'gb18030') : text;
}
