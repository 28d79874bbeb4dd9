// Bytes as a person may read them before signing: nothing that hides, turns round or overwrites anything.

/** Control characters by their pictures (U+2400…); what has no picture of its own by its number. */
function showCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '\n') return '␊\n';
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** Controls, formats (bidirectional marks, joiners), separators, private and unassigned characters, and blanks that look like none. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u115f\u1160\u3164\uffa0\u2800]/gu;

export function showText(text: string): string {
  return text.replace(hidden, showCharacter);
}

/** The bytes in the page's encoding; as hex digits where they are no text in it. */
export function showBytes(bytes: Uint8Array, encoding: 'utf-8' | 'gbk' | 'utf-16le' | 'base64'): string {
  try {
    const label = encoding === 'base64' ? 'utf-8' : encoding;
    return showText(new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  }
}
