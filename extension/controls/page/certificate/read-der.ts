// The little of DER that a certificate's or a message's parts need to be found (X.690).

export interface DerNode {
  readonly tag: number;
  /** Header and content. */
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
}

/** The node at the begin of `bytes`; undefined where there is none that is whole. */
export function readNode(bytes: Uint8Array): DerNode | undefined {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) return undefined;
  const count = first < 0x80 ? 0 : first - 0x80;
  if (count > 4 || first === 0x80 || bytes.length < 2 + count) return undefined;
  const length = first < 0x80 ? first : bytes.subarray(2, 2 + count).reduce((sum, byte) => sum * 256 + byte, 0);
  const start = 2 + count;
  if (bytes.length < start + length) return undefined;
  return { tag, bytes: bytes.subarray(0, start + length), content: bytes.subarray(start, start + length) };
}

/** Nodes one after the other; ends at the first that is not whole. */
function readNodes(bytes: Uint8Array): DerNode[] {
  const nodes: DerNode[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const node = readNode(rest);
    if (!node) break;
    nodes.push(node);
    rest = rest.subarray(node.bytes.length);
  }
  return nodes;
}

export const membersOf = (node: DerNode | undefined): DerNode[] => (node ? readNodes(node.content) : []);

/** An OBJECT IDENTIFIER's content in dotted form. */
export function readOid(content: Uint8Array): string {
  const numbers: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = numbers;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

/** Base64 or PEM; empty for what is neither. */
export function decodeBase64(text: string): Uint8Array {
  try {
    const plain = atob(text.replace(/-----[^-]+-----/g, '').replace(/\s/g, ''));
    return Uint8Array.from(plain, (character) => character.charCodeAt(0));
  } catch {
    // Not base64: nothing that could be read.
    return new Uint8Array();
  }
}

export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return btoa(text);
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
