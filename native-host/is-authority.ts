// Whether a certificate is a CA's.
import { X509Certificate } from 'node:crypto';

/** False for one that OpenSSL cannot read (a GBK name, say): no CA certificate that can be told apart. */
export function isAuthority(der: Uint8Array): boolean {
  try {
    return new X509Certificate(der).ca;
  } catch {
    return false;
  }
}
