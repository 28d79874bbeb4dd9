// Hands out a pair of certificates with the second one's private key, hidden for the U盾; or, when a fault is set, a wrong one.
import { bundleCertificates } from '../ca/bundle-certificates.ts';
import { encodeBlob, encodeEnvelope, type HiddenKey, hideKey } from '../ca/envelope-key.ts';
import { issueCertificate, readKeyKind } from '../ca/issue-certificate.ts';
import { requestFor } from '../ca/issue-encryption.ts';
import type { CertificateAuthority } from '../ca/open-authority.ts';
import { runOpenssl } from '../ca/run-openssl.ts';
import { type PairFaultKind, pairFaultKinds } from '../faults/fault-board.ts';
import type { OrderDesk } from './order-desk.ts';
import type { PortalOrder, PortalRequest } from './records.ts';

const dayMs = 24 * 60 * 60 * 1000;

interface Pair {
  readonly signing: string | null;
  readonly encryption: string | null;
}

/** The fields of the answer: p7b and encPrivateKey, or the four that other RAs have. */
export async function deliverPair(
  desk: OrderDesk,
  authority: CertificateAuthority,
  order: PortalOrder,
  request: PortalRequest,
): Promise<Record<string, string>> {
  const fault = desk.faults.take(pairFaultKinds, 'download')?.kind;
  const { signing, encryption } = await makePair(authority, order, request, fault);
  const bundle = async (...pems: (string | null)[]) =>
    (await bundleCertificates(authority, ...pems.filter((pem) => pem !== null))).toString('base64');
  const hidden = fault === 'withoutEncryptionKey' ? null : await hide(request, fault);
  if (order.keyShape === 'fields')
    return {
      P7DATA: await bundle(signing),
      P7DATA_ENC: await bundle(encryption),
      ENCPRIVATEKEY: hidden?.hidden.toString('base64') ?? '',
      TEMPUKEK: hidden?.wrapped.toString('base64') ?? '',
    };
  const encode = order.keyShape === 'blob' ? encodeBlob : encodeEnvelope;
  // The encryption certificate first: a client has to look, not to take the first one.
  const p7b = await bundle(encryption, signing);
  // Only an SM2 key has an envelope in one piece.
  const hasEnvelope = hidden !== null && hidden.spki.length < 100;
  return { p7b, ...(hasEnvelope ? { encPrivateKey: encode(hidden).toString('base64') } : {}) };
}

async function hide(
  { encryption, pkcs10 }: PortalRequest,
  fault: PairFaultKind | undefined,
): Promise<HiddenKey | null> {
  const request = Buffer.from(pkcs10, 'base64');
  // No envelope is known for keys on P-256.
  if (!encryption || (await readKeyKind(request)) === 'EC') return null;
  const signingKey = (await runOpenssl(['req', '-inform', 'DER', '-noout', '-pubkey'], request)).toString();
  const isOfEnvelope = fault === 'blobForOtherKey' || fault === 'wrongSm4Key';
  return hideKey(encryption.privateKeyPem, signingKey, isOfEnvelope ? fault : undefined);
}

async function makePair(
  authority: CertificateAuthority,
  order: PortalOrder,
  { certificatePem, encryption, pkcs10 }: PortalRequest,
  fault: PairFaultKind | undefined,
): Promise<Pair> {
  const right = { signing: certificatePem ?? null, encryption: encryption?.certificatePem ?? null };
  const certify = async (key: Uint8Array, use: 'signing' | 'encryption') => {
    const [notBefore, notAfter] = [new Date(), new Date(Date.now() + 365 * dayMs)];
    return issueCertificate(authority, { pkcs10: key, unit: order.unit, notBefore, notAfter, use });
  };
  const encryptionRequest = () => requestFor(encryption?.privateKeyPem ?? '');
  switch (fault) {
    case 'wrongPairUse':
      return { ...right, encryption: await certify(await encryptionRequest(), 'signing') };
    case 'swappedPair':
      return {
        signing: await certify(await encryptionRequest(), 'signing'),
        encryption: await certify(Buffer.from(pkcs10, 'base64'), 'encryption'),
      };
    case 'withoutEncryptionCertificate':
      return { ...right, encryption: null };
    case 'withoutSigningCertificate':
      return { ...right, signing: null };
    default:
      return right;
  }
}
