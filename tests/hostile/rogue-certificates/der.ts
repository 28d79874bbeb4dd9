// DER for certificates that nobody should make, byte by byte: not the product's writer, which would share its mistakes.

export type Bytes = Buffer;

export function tlv(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

export const seq = (...parts: readonly Uint8Array[]) => tlv(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]) => tlv(0x31, ...parts);
export const octets = (content: Uint8Array) => tlv(0x04, content);
export const bits = (content: Uint8Array, unused = 0) => tlv(0x03, Buffer.from([unused]), content);
export const utf8 = (text: string) => tlv(0x0c, Buffer.from(text));
export const printable = (text: string) => tlv(0x13, Buffer.from(text));
export const bmp = (text: string) => tlv(0x1e, Buffer.from(text, 'utf16le').swap16());
export const nul = () => tlv(0x05);
export const yes = () => tlv(0x01, Buffer.from([0xff]));

export function int(value: bigint | number): Bytes {
  const hex = BigInt(value).toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return tlv(0x02, (digits[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0), digits);
}

export function oid(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const septets = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      septets.unshift((left % 128) | 0x80);
    return septets;
  });
  return tlv(0x06, Buffer.from(bytes));
}

/** One RDN an attribute. */
export const name = (...attributes: readonly (readonly [string, Uint8Array])[]) =>
  seq(...attributes.map(([type, value]) => set(seq(oid(type), value))));

export const extension = (type: string, value: Uint8Array, isCritical = false) =>
  seq(oid(type), ...(isCritical ? [yes()] : []), octets(value));

export const time = (date: Date) => tlv(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));

/** A certs-only PKCS#7. */
export function bundle(...certificates: readonly Uint8Array[]): Bytes {
  const signedData = seq(int(1), set(), seq(oid('1.2.840.113549.1.7.1')), tlv(0xa0, ...certificates), set());
  return seq(oid('1.2.840.113549.1.7.2'), tlv(0xa0, signedData));
}
