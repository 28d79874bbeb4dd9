// Serial numbers as people compare them.
import { readDer } from '../asn1/der.ts';

/** Upper-case hex of whole octets with the sign in front, as `openssl x509 -serial` prints it. @param der DER INTEGER */
export function formatSerialNumber(der: Uint8Array): string {
  const { content } = readDer(der);
  if (content.length === 0) return '00';
  const bits = BigInt(content.length * 8);
  const unsigned = BigInt(`0x${Buffer.from(content).toString('hex')}`);
  const isNegative = ((content[0] ?? 0) & 0x80) !== 0;
  const magnitude = (isNegative ? (1n << bits) - unsigned : unsigned).toString(16).toUpperCase();
  return `${isNegative ? '-' : ''}${magnitude.length % 2 === 0 ? '' : '0'}${magnitude}`;
}
