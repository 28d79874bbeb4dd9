// Text as the bytes that a control on a Chinese Windows would have signed.
import type { TextEncodingName } from '../../portal/controls-schema.ts';

let gbkCodes: ReadonlyMap<string, readonly [number, number]> | undefined;

/** The browser decodes GBK and does not encode it: the table is turned round, once. */
function readGbkCodes(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('gbk');
  const codes = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\ufffd' && !codes.has(character))
        codes.set(character, [lead, trail]);
    }
  return codes;
}

function encodeGbk(text: string): Uint8Array {
  gbkCodes ??= readGbkCodes();
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    // What GBK does not know becomes a question mark, as Windows has it.
    bytes.push(...(code < 0x80 ? [code] : (gbkCodes.get(character) ?? [0x3f])));
  }
  return Uint8Array.from(bytes);
}

function encodeUtf16(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), true);
  return bytes;
}

export function encodeText(text: string, encoding: TextEncodingName): Uint8Array {
  if (encoding === 'gbk') return encodeGbk(text);
  return encoding === 'utf-16le' ? encodeUtf16(text) : new TextEncoder().encode(text);
}
