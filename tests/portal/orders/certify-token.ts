// Issues a certificate outside any order: the one a U盾 leaves the CA with.
import { X509Certificate } from 'node:crypto';
import { hashPublicKey } from '../ca/hash-public-key.ts';
import { type CertificateOrder, issueCertificate } from '../ca/issue-certificate.ts';
import { chooseAuthority } from './choose-authority.ts';
import type { OrderDesk } from './order-desk.ts';

/** The issued certificate as PEM; its key counts as used from now on. */
export function certifyToken(desk: OrderDesk, order: CertificateOrder): Promise<string> {
  return desk.inTurn(async () => {
    const pem = await issueCertificate(await chooseAuthority(desk, order.pkcs10), order);
    const { publicKey, serialNumber } = new X509Certificate(pem);
    await desk.records.seenKeys.put(hashPublicKey(publicKey), { firstUse: `certificate ${serialNumber}` });
    return pem;
  });
}
