// Writes DER (X.690): small pieces that are put together, with parts that are taken over byte for byte.

/** One value: identifier octet, length, contents. */
export function encodeValue(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  return Buffer.concat([Uint8Array.of(tag), encodeLength(content.length), content]);
}

export const encodeSequence = (...members: readonly Uint8Array[]) => encodeValue(0x30, ...members);

/** SET OF: ordered by the encodings of its members (§11.6). */
export const encodeSetOf = (...members: readonly Uint8Array[]) =>
  encodeValue(0x31, ...members.toSorted(Buffer.compare));

export const encodeOctetString = (bytes: Uint8Array) => encodeValue(0x04, bytes);

/** Whole octets, no unused bits. */
export const encodeBitString = (bytes: Uint8Array) => encodeValue(0x03, Uint8Array.of(0), bytes);

export const encodeNull = () => encodeValue(0x05);

export const encodeText = (text: string) => encodeValue(0x0c, Buffer.from(text, 'utf8'));

export const encodePrintable = (text: string) => encodeValue(0x13, Buffer.from(text, 'latin1'));

/** INTEGER of unsigned big-endian octets. */
export function encodeInteger(octets: Uint8Array | number): Uint8Array {
  const bytes = typeof octets === 'number' ? Uint8Array.of(octets) : octets;
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(first < 0 ? bytes.length - 1 : first);
  const isNegative = ((digits[0] ?? 0) & 0x80) !== 0;
  return encodeValue(0x02, isNegative ? Uint8Array.of(0) : new Uint8Array(), digits);
}

/** @throws Error when it is no dotted OID */
export function encodeOid(dotted: string): Uint8Array {
  if (!/^[0-2](\.(0|[1-9]\d*))+$/.test(dotted)) throw new Error(`no object identifier: ${dotted}`);
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  if (first < 2n && second > 39n) throw new Error(`no object identifier: ${dotted}`);
  return encodeValue(0x06, Uint8Array.from([first * 40n + second, ...rest].flatMap(encodeArc)));
}

/** UTCTime until 2049, then GeneralizedTime (RFC 5280 §4.1.2.5), to the second. */
export function encodeTime(date: Date): Uint8Array {
  const digits = `${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  const isUtcTime = date.getUTCFullYear() >= 1950 && date.getUTCFullYear() < 2050;
  return encodeValue(isUtcTime ? 0x17 : 0x18, Buffer.from(isUtcTime ? digits.slice(2) : digits));
}

function encodeArc(arc: bigint): number[] {
  const bytes = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 0x7fn) | 0x80);
  return bytes;
}

function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}
