// What must not be signed as if it were a text: bytes that mean something to somebody once they are signed.
import { AppError } from '../../shared/errors/app-error.ts';
import { readDer, readMembers } from '../asn1/der.ts';

/** A CMS signature covers its attributes as a SET OF (RFC 5652 §5.4); requests, certificates and messages are SEQUENCEs. */
const structuredTags = new Set([0x30, 0x31]);

function parsesWhole(bytes: Uint8Array): boolean {
  if (!structuredTags.has(bytes[0] ?? 0)) return false;
  try {
    return readMembers(readDer(bytes)).length > 0;
  } catch {
    // Bytes that only begin like a structure: a text may begin with 0 or 1.
    return false;
  }
}

/** Base64 or PEM of such bytes is no better: whoever reads the text would decode it. */
function decodeText(bytes: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(bytes)
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/-----[A-Z0-9 ]+-----/g, '')
    .replace(/\s/g, '');
  return text.length >= 16 && /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}

/**
 * Any whole DER or BER structure is refused, whatever it is: a PKCS#10, a CMS message, a certificate, the attributes of a
 * signature, and what will be invented next.
 * @throws AppError CONTENT_REFUSED
 */
export function refuseStructured(content: Uint8Array): void {
  const decoded = decodeText(content);
  if (parsesWhole(content) || (decoded && parsesWhole(decoded))) throw new AppError('CONTENT_REFUSED');
}
