// A unit with its old certificate, and requests and proofs made by the openssl command line, none of our own code.
import { createHash, randomUUID, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import * as asn1js from 'asn1js';
import { runOpenssl } from '../../portal/ca/run-openssl.ts';
import { platformOrigin } from '../../portal/sites/site-urls.ts';
import type { Portal } from '../../portal/start-portal.ts';
import { askService, type ServiceAnswer } from './ask-site.ts';
import { useScratch } from './use-scratch.ts';

export type KeyKind = 'RSA-2048' | 'P-256';

const dayMs = 24 * 60 * 60 * 1000;
export const unit = {
  unitName: '重庆山城软件有限公司',
  creditCode: '91350100M000100Y43',
  socialInsuranceNumber: '50011200123',
};

const scratch = useScratch();

/** File of a fresh private key. */
export async function makeKey(kind: KeyKind = 'P-256'): Promise<string> {
  const file = scratch(`${randomUUID()}.key`);
  const options = kind === 'P-256' ? ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'] : ['RSA'];
  await runOpenssl(['genpkey', '-algorithm', ...options, '-out', file]);
  return file;
}

/** DER PKCS#10 with the challengePassword attribute, when one is given. */
export async function makeRequest(key: string, challengePassword?: string): Promise<Buffer> {
  const config = scratch(`${randomUUID()}.cnf`);
  const attributes = challengePassword === undefined ? '' : `challengePassword = ${challengePassword}`;
  writeFileSync(
    config,
    `[req]\nprompt=no\nutf8=yes\ndistinguished_name=dn\nattributes=at\n[dn]\nCN=任意名称\n[at]\n${attributes}\n`,
  );
  return runOpenssl(['req', '-new', '-config', config, '-key', key, '-sha256', '-outform', 'DER']);
}

const proofContentType = '2.25.126921096287189593727985362010954254065';

export interface ProofClaim {
  readonly orderNo: string;
  readonly requestId: string;
  readonly nonce: string;
  readonly operation?: 'renew' | 'change';
  readonly site?: string;
  readonly purpose?: string;
  /** Another eContentType. */
  readonly contentType?: string;
}

/** DER of what a proof says of a request. */
function encodeClaim(pkcs10: Uint8Array, claim: ProofClaim): Buffer {
  const text = (value: string) => new asn1js.Utf8String({ value });
  const hash = createHash('sha256').update(pkcs10).digest();
  const algorithm = [new asn1js.ObjectIdentifier({ value: '2.16.840.1.101.3.4.2.1' }), new asn1js.Null()];
  const site = text(claim.site ?? platformOrigin);
  const members = [
    new asn1js.Integer({ value: 1 }),
    text(claim.purpose ?? 'shebao-cert-assistant certificate request'),
    new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [site] }),
    ...[claim.orderNo, claim.requestId, claim.operation ?? 'renew', claim.nonce].map(text),
    new asn1js.Sequence({
      value: [
        new asn1js.Sequence({ value: algorithm }),
        new asn1js.OctetString({ valueHex: Uint8Array.from(hash).buffer }),
      ],
    }),
  ];
  return Buffer.from(new asn1js.Sequence({ value: members }).toBER());
}

/** DER CMS SignedData by the key that vouches for the request, naming the certificate as the signer. */
export async function makeProof(
  pkcs10: Uint8Array,
  key: string,
  certificatePem: string,
  claim: ProofClaim,
): Promise<Buffer> {
  const type = ['-econtent_type', claim.contentType ?? proofContentType];
  const signer = scratch(`${randomUUID()}.pem`);
  writeFileSync(signer, certificatePem);
  const options = ['-binary', '-nodetach', '-md', 'sha256', '-outform', 'DER', '-signer', signer, '-inkey', key];
  return runOpenssl(['cms', '-sign', ...type, ...options], encodeClaim(pkcs10, claim));
}

export interface Clerk {
  readonly chipNumber: string;
  readonly orderNo: string;
  readonly oldKey: string;
  readonly oldCertificatePem: string;
}

/** A unit on record whose certificate has `daysLeft` to go, with an open order. */
export async function makeClerk(portal: Portal, daysLeft = 20, kind: KeyKind = 'P-256'): Promise<Clerk> {
  const oldKey = await makeKey(kind);
  const notAfter = new Date(Date.now() + daysLeft * dayMs);
  const oldCertificatePem = await portal.issueCertificate({
    pkcs10: await makeRequest(oldKey),
    unit,
    notBefore: new Date(notAfter.getTime() - 365 * dayMs),
    notAfter,
  });
  const chipNumber = new X509Certificate(oldCertificatePem).serialNumber.toLowerCase();
  await portal.registerUnit({ chipNumber, unit, certificatePem: oldCertificatePem });
  const { orderNo } = await portal.openOrder({ chipNumber });
  return { chipNumber, orderNo, oldKey, oldCertificatePem };
}

export interface SubmitForm extends Record<string, string> {
  requestId: string;
  orderNo: string;
  agentName: string;
  agentPhone: string;
  pkcs10: string;
  proof: string;
}

export async function takeNonce(portal: Portal, orderNo: string): Promise<string> {
  const { data } = await askService(portal.port, 'nonce.do', { orderNo });
  if (!data?.nonce) throw new Error('no nonce');
  return data.nonce;
}

/** The fields of a submission that the CA has to accept; `newKey` is made unless given. */
export async function makeSubmission(
  portal: Portal,
  clerk: Clerk,
  given: { newKey?: string; nonce?: string; requestId?: string } = {},
): Promise<SubmitForm> {
  const nonce = given.nonce ?? (await takeNonce(portal, clerk.orderNo));
  const pkcs10 = await makeRequest(given.newKey ?? (await makeKey()), nonce);
  const requestId = given.requestId ?? randomUUID();
  const claim = { orderNo: clerk.orderNo, requestId, nonce };
  const proof = await makeProof(pkcs10, clerk.oldKey, clerk.oldCertificatePem, claim);
  return {
    requestId,
    orderNo: clerk.orderNo,
    agentName: '王小明',
    agentPhone: '13800138000',
    pkcs10: pkcs10.toString('base64'),
    proof: proof.toString('base64'),
  };
}

export function submit(portal: Portal, form: SubmitForm): Promise<ServiceAnswer> {
  return askService(portal.port, 'submit.do', form);
}

/** Polls until the request is no longer processing; every state seen, last one last. */
export async function followStatus(portal: Portal, requestId: string): Promise<ServiceAnswer[]> {
  const seen: ServiceAnswer[] = [];
  for (;;) {
    const answer = await askService(portal.port, `status.do?requestId=${requestId}`);
    seen.push(answer);
    if (answer.data?.state !== 'processing') return seen;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** The certificates of a delivery as PEM, judged and printed by openssl. Throws when it is no PKCS#7. */
export async function downloadCertificates(portal: Portal, requestId: string): Promise<string[]> {
  const { data } = await askService(portal.port, `download.do?requestId=${requestId}`);
  const text = await runOpenssl(['pkcs7', '-inform', 'DER', '-print_certs'], Buffer.from(data?.p7b ?? '', 'base64'));
  return text.toString().match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g) ?? [];
}

/** What `openssl verify` says of the first certificate under the portal's root, with the others as helpers. */
export async function verifyChain(portal: Portal, certificates: readonly string[]): Promise<string> {
  const [leaf = '', ...others] = certificates;
  const files = { leaf: scratch(`${randomUUID()}.pem`), others: scratch(`${randomUUID()}.pem`) };
  writeFileSync(files.leaf, leaf);
  writeFileSync(files.others, others.join(''));
  const trust = ['-no-CApath', '-no-CAstore', '-CAfile', portal.caCertificates.root];
  return (await runOpenssl(['verify', ...trust, '-untrusted', files.others, files.leaf]))
    .toString()
    .replace(files.leaf, 'leaf')
    .trim();
}
