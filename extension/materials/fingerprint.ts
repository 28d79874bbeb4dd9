// A file's fingerprint, to notice the same file in two fields.

/**
 * 64 bits over all bytes, and the length, as hex. Two files that a clerk has are told apart; nobody gains by forging one.
 * Web Crypto would do, but a page of ours inside a plain-http page has none in every browser.
 */
export function fingerprintBytes(bytes: Uint8Array): string {
  // FNV-1a in two lanes with different offsets; the lanes see the bytes in different mixes.
  let [first, second] = [0x811c9dc5, 0x9e3779b9];
  for (const byte of bytes) {
    first = Math.imul(first ^ byte, 0x01000193);
    second = Math.imul(second ^ (byte + (first >>> 24)), 0x85ebca6b);
  }
  const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
  return `${hex(first)}${hex(second)}-${bytes.length.toString(16)}`;
}
