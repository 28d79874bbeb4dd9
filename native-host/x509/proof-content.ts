// What the old certificate's key signs: for whom and for what, so that the signature is worth nothing anywhere else.
import { createHash } from 'node:crypto';
import type { Operation } from '../../shared/protocol/messages.ts';
import {
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeText,
  encodeValue,
} from '../asn1/write-der.ts';

/** eContentType of the proof: an arc of the UUID 5f7c1d2e-8a43-4b6f-9c1e-2d7a40b3c6f1 (ITU-T X.667 §6.5), which nobody else signs. */
export const proofContentType = '2.25.126921096287189593727985362010954254065';
const purpose = 'shebao-cert-assistant certificate request';
const sha256 = '2.16.840.1.101.3.4.2.1';

export interface ProofFacts {
  /** Origin of the order service; left out by extensions before protocol version 3. */
  readonly site: string | undefined;
  readonly orderNumber: string;
  readonly orderId: string;
  readonly operation: Operation;
  readonly nonce: string;
  /** DER CertificationRequest. */
  readonly pkcs10: Uint8Array;
}

/**
 * RequestProof ::= SEQUENCE {
 *   version      INTEGER (1),
 *   purpose      UTF8String ("shebao-cert-assistant certificate request"),
 *   site     [0] UTF8String OPTIONAL,
 *   orderNumber  UTF8String,
 *   orderId      UTF8String,
 *   operation    UTF8String ("renew" | "change"),
 *   nonce        UTF8String,
 *   request      SEQUENCE { hashAlgorithm AlgorithmIdentifier, hash OCTET STRING } }
 * `hash` is of the whole DER CertificationRequest. The tag of `site` is explicit.
 */
export function encodeProofContent({ site, orderNumber, orderId, operation, nonce, pkcs10 }: ProofFacts): Uint8Array {
  const hash = createHash('sha256').update(pkcs10).digest();
  return encodeSequence(
    encodeInteger(1),
    encodeText(purpose),
    ...(site === undefined ? [] : [encodeValue(0xa0, encodeText(site))]),
    encodeText(orderNumber),
    encodeText(orderId),
    encodeText(operation),
    encodeText(nonce),
    encodeSequence(encodeSequence(encodeOid(sha256), encodeNull()), encodeOctetString(hash)),
  );
}
