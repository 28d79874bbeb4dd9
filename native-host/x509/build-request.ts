// The PKCS#10 certification request (RFC 2986), signed by the new key on the token.
import {
  encodeBitString,
  encodeInteger,
  encodeOid,
  encodePrintable,
  encodeSequence,
  encodeSetOf,
  encodeValue,
} from '../asn1/write-der.ts';
import type { TokenSigner } from './token-signer.ts';

const challengePassword = '1.2.840.113549.1.9.7';

/**
 * Builds the request.
 * @param subject DER Name, taken over byte for byte
 * @param nonce the CA's single-use value, where it gives one; becomes challengePassword (RFC 2985 §5.4.1), so the request cannot be replayed
 * @returns DER CertificationRequest
 */
export async function buildRequest(subject: Uint8Array, signer: TokenSigner, nonce?: string): Promise<Uint8Array> {
  const attributes =
    nonce === undefined ? [] : [encodeSequence(encodeOid(challengePassword), encodeSetOf(encodePrintable(nonce)))];
  const information = encodeSequence(encodeInteger(0), subject, signer.publicKey, encodeValue(0xa0, ...attributes));
  return encodeSequence(information, signer.signatureAlgorithm, encodeBitString(await signer.sign(information)));
}
