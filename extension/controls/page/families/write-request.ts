// A PKCS#10 request in the forms that Windows' controls give: with header, plain base64, or the bytes.
import { decodeBase64 } from '../certificate/read-der.ts';

/** EncodingType of CertEnroll: 0 base64 with header, 1 base64, 2 binary, 3 base64 with a request's header. */
export function writeRequest(base64: string, encoding: number): string {
  const lines = `${base64.replace(/(.{64})(?=.)/g, '$1\r\n')}\r\n`;
  switch (encoding) {
    case 0:
      return `-----BEGIN CERTIFICATE-----\r\n${lines}-----END CERTIFICATE-----\r\n`;
    case 2:
      return Array.from(decodeBase64(base64), (byte) => String.fromCharCode(byte)).join('');
    case 3:
      return `-----BEGIN NEW CERTIFICATE REQUEST-----\r\n${lines}-----END NEW CERTIFICATE REQUEST-----\r\n`;
    default:
      return lines;
  }
}
