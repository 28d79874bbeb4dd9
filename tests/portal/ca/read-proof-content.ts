// What a proof says it is for, read with other code than the product's: shared/protocol/PROTOCOL.md gives the structure.
import * as asn1js from 'asn1js';

export interface ProofContent {
  readonly version: number;
  readonly purpose: string;
  /** Undefined when the proof was asked for by an extension that does not tell. */
  readonly site: string | undefined;
  readonly orderNumber: string;
  readonly orderId: string;
  readonly operation: string;
  readonly nonce: string;
  readonly hashAlgorithm: string;
  readonly hash: Buffer;
}

const texts = ['orderNumber', 'orderId', 'operation', 'nonce'] as const;

/** Undefined when the DER is not this structure, to the last octet. */
export function readProofContent(der: Buffer): ProofContent | undefined {
  const members = readSequence(der);
  const [version, purpose, ...rest] = members ?? [];
  const tagged = rest[0]?.idBlock.tagClass === 3 ? rest.shift() : undefined;
  const [site] = tagged instanceof asn1js.Constructed ? tagged.valueBlock.value : [];
  const request = rest.pop();
  const [algorithm, hash] = request instanceof asn1js.Sequence ? request.valueBlock.value : [];
  const [hashAlgorithm] = algorithm instanceof asn1js.Sequence ? algorithm.valueBlock.value : [];
  const isWhole =
    version instanceof asn1js.Integer &&
    purpose instanceof asn1js.Utf8String &&
    (tagged === undefined || site instanceof asn1js.Utf8String) &&
    rest.length === texts.length &&
    rest.every((one) => one instanceof asn1js.Utf8String) &&
    hashAlgorithm instanceof asn1js.ObjectIdentifier &&
    hash instanceof asn1js.OctetString;
  if (!isWhole) return undefined;
  const read = (one: asn1js.BaseBlock | undefined) => (one as asn1js.Utf8String).valueBlock.value;
  const [orderNumber, orderId, operation, nonce] = rest.map(read);
  return {
    version: version.valueBlock.valueDec,
    purpose: read(purpose),
    site: site && read(site),
    orderNumber: orderNumber ?? '',
    orderId: orderId ?? '',
    operation: operation ?? '',
    nonce: nonce ?? '',
    hashAlgorithm: hashAlgorithm.valueBlock.toString(),
    hash: Buffer.from(hash.valueBlock.valueHexView),
  };
}

function readSequence(der: Buffer): asn1js.AsnType[] | undefined {
  try {
    const { offset, result } = asn1js.fromBER(Uint8Array.from(der).buffer);
    return offset === der.length && result instanceof asn1js.Sequence ? result.valueBlock.value : undefined;
  } catch {
    // Times and strings that cannot be: this library throws where it converts them.
    return undefined;
  }
}
