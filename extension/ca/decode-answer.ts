// Text of an answer by the encoding that its header names, else by what the bytes hold.

/** Label of the charset in a Content-Type (RFC 9110 §8.3.1), quotes taken off; '' when there is none. */
function readCharset(contentType: string): string {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1] ?? '';
}

function tryDecode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    // Not in this encoding, or a label that no browser knows.
    return null;
  }
}

/**
 * Services of this kind say GBK and mean it, say nothing and send GBK, or say one thing and send the other: whichever
 * decodes without a fault, the header's first. GB18030 is GBK and more.
 */
export function decodeAnswer(bytes: Uint8Array, contentType: string): string {
  const named = readCharset(contentType);
  const labels = [...(named === '' ? [] : [named]), 'utf-8', 'gb18030'];
  for (const label of labels) {
    const text = tryDecode(bytes, label);
    if (text !== null) return text;
  }
  return new TextDecoder().decode(bytes);
}
