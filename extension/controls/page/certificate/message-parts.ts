// What pages ask of a CMS message (the old PKCS#7): its content and its signer's certificate.
import { decodeBase64, encodeBase64, membersOf, readNode } from './read-der.ts';

export interface MessageParts {
  /** Base64 DER of the certificates in it. */
  readonly certificates: readonly string[];
  /** What was signed; undefined where it is detached. */
  readonly content: Uint8Array | undefined;
  /** Base64 of the first signer's signature. */
  readonly signature: string;
}

/** @returns undefined for what is no SignedData (RFC 5652 §5.1) */
export function readMessage(base64: string): MessageParts | undefined {
  const [, explicit] = membersOf(readNode(decodeBase64(base64)));
  const [signedData] = membersOf(explicit);
  const all = membersOf(signedData);
  const [, , encapsulated] = all;
  if (!signedData || !encapsulated) return undefined;
  const [, content] = membersOf(encapsulated);
  const [octets] = membersOf(content);
  const certificates = membersOf(all.find(({ tag }) => tag === 0xa0)).map(({ bytes }) => encodeBase64(bytes));
  const [signer] = membersOf(all.findLast(({ tag }) => tag === 0x31));
  const signature = membersOf(signer).findLast(({ tag }) => tag === 4);
  return { certificates, content: octets?.content, signature: signature ? encodeBase64(signature.content) : '' };
}
