// A PKCS#10 request in the forms that Windows' controls give: with header, plain base64, or the bytes.
import { decodeBase64 } from '../certificate/read-der.ts';

/** CRYPT_STRING_NOCRLF and CRYPT_STRING_NOCR: no line ends at all, or without the carriage return. */
const noLineEnds = 0x40000000;
const noReturns = 0x80000000;

/** EncodingType of CertEnroll: 0 base64 with header, 1 base64, 2 binary, 3 base64 with a request's header; and flags for line ends. */
export function writeRequest(base64: string, encoding: number): string {
  const end = encoding & noLineEnds ? '' : encoding & noReturns ? '\n' : '\r\n';
  const lines = `${base64.replace(/(.{64})(?=.)/g, `$1${end}`)}${end}`;
  switch (encoding & 0xff) {
    case 0:
      return `-----BEGIN CERTIFICATE-----${end}${lines}-----END CERTIFICATE-----${end}`;
    case 2:
      return Array.from(decodeBase64(base64), (byte) => String.fromCharCode(byte)).join('');
    case 3:
      return `-----BEGIN NEW CERTIFICATE REQUEST-----${end}${lines}-----END NEW CERTIFICATE REQUEST-----${end}`;
    default:
      return lines;
  }
}
