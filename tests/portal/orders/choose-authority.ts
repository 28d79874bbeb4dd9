// Which of the CA's authorities certifies a key: SM2 keys have one of their own, or the CA mixes them.
import { isSm2Request } from '../ca/issue-certificate.ts';
import type { CertificateAuthority } from '../ca/open-authority.ts';
import type { OrderDesk } from './order-desk.ts';

/** The authority for the key in a PKCS#10 (DER). */
export async function chooseAuthority(desk: OrderDesk, pkcs10: Uint8Array): Promise<CertificateAuthority> {
  const isForSm2 = (await isSm2Request(pkcs10)) !== desk.hasMixedChains;
  return isForSm2 ? desk.openSm2Authority() : desk.authority;
}
