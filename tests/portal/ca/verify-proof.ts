// Lets openssl judge the CMS SignedData by which the old certificate's key vouches for a request.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as asn1js from 'asn1js';
import type { CertificateAuthority } from './open-authority.ts';
import { readProofContent } from './read-proof-content.ts';
import { runOpenssl, tryOpenssl } from './run-openssl.ts';
import { verifySm2Proof } from './verify-sm2-proof.ts';

export interface Proof {
  /** DER ContentInfo with SignedData. */
  readonly proof: Uint8Array;
  /** DER of the request, whose hash it must name. */
  readonly pkcs10: Uint8Array;
  /** Our origin, as the client calls us. */
  readonly site: string;
  readonly orderNumber: string;
  readonly orderId: string;
  readonly operation: 'renew' | 'change';
  readonly nonce: string;
  /** PEM of the certificate on record: only its key counts. */
  readonly recordedCertificatePem: string;
}

/** OBJECT IDENTIFIER 2.25.126921096287189593727985362010954254065 (PROTOCOL.md), in DER: its last arc is longer than numbers are here. */
const proofContentType = '06146981befc8ecbd1a49aaddf9c8f8bafa485cf8d71';
const purpose = 'shebao-cert-assistant certificate request';
const sha256 = '2.16.840.1.101.3.4.2.1';

/**
 * True when openssl (`cms -verify`, for SM2 `pkeyutl -verify`) accepts the proof by the certificate on record, and it says that it is a proof, for us,
 * for this order, this operation, this nonce and this very request. A signature that its holder gave for anything else,
 * a login here or elsewhere, is none.
 */
export async function verifyProof(authority: CertificateAuthority, given: Proof): Promise<boolean> {
  const work = await mkdtemp(join(authority.directory, 'work-'));
  const at = (name: string) => join(work, name);
  try {
    await writeFile(at('proof.der'), given.proof);
    await writeFile(at('recorded.pem'), given.recordedCertificatePem);
    const facts = await runOpenssl(['x509', '-in', at('recorded.pem'), '-noout', '-text']);
    const isSigned = /ASN1 OID: SM2/.test(facts.toString())
      ? await verifySm2Proof(given.proof, at('recorded.pem'), work)
      : await verifyCms(work);
    if (!isSigned) return false;
    return readContentType(given.proof) === proofContentType && saysAll(await readFile(at('content.der')), given);
  } finally {
    await rm(work, { recursive: true });
  }
}

async function verifyCms(work: string): Promise<boolean> {
  const at = (name: string) => join(work, name);
  const { exitCode } = await tryOpenssl([
    ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', at('proof.der')],
    // The signer is looked for in the record only, not among the certificates that came inside the proof; and what is on
    // record needs no proof of its own: it may have run out, and its CA may be of another kind.
    ...['-nointern', '-certfile', at('recorded.pem'), '-noverify', '-out', at('content.der')],
  ]);
  return exitCode === 0;
}

function saysAll(content: Buffer, given: Proof): boolean {
  const said = readProofContent(content);
  return (
    said?.version === 1 &&
    said.purpose === purpose &&
    // Left out by an extension of before protocol version 3; a site that is named has to be ours.
    (said.site === undefined || said.site === given.site) &&
    said.orderNumber === given.orderNumber &&
    said.orderId === given.orderId &&
    said.operation === given.operation &&
    said.nonce === given.nonce &&
    said.hashAlgorithm === sha256 &&
    said.hash.equals(createHash('sha256').update(given.pkcs10).digest())
  );
}

/** DER (hex) of the eContentType, which openssl has checked against the signed attribute: ContentInfo → [0] → SignedData → third member → first. */
function readContentType(proof: Uint8Array): string {
  const descend = (block: asn1js.BaseBlock | undefined, index: number) =>
    block instanceof asn1js.Constructed ? block.valueBlock.value[index] : undefined;
  const contentInfo = asn1js.fromBER(Uint8Array.from(proof).buffer).result;
  const type = [1, 0, 2, 0].reduce<asn1js.BaseBlock | undefined>(descend, contentInfo);
  return Buffer.from(type?.valueBeforeDecodeView ?? []).toString('hex');
}
