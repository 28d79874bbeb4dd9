// What a page hands its control to install, as the certs-only bundle that everything else here reads.
import * as asn1js from 'asn1js';

const signedDataOid = '1.2.840.113549.1.7.2';
const dataOid = '1.2.840.113549.1.7.1';

/** A single certificate is put into a bundle (RFC 5652 §5.1, no signers); anything else is given back as it is. */
export function bundleResponse(response: Uint8Array): Uint8Array {
  const { offset, result } = asn1js.fromBER(Uint8Array.from(response).buffer);
  if (offset !== response.length || !(result instanceof asn1js.Sequence)) return response;
  const [first] = result.valueBlock.value;
  // A ContentInfo begins with its type, a certificate with its body.
  if (!(first instanceof asn1js.Sequence)) return response;
  const tagged = (value: asn1js.AsnType[]) => new asn1js.Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value });
  const signedData = new asn1js.Sequence({
    value: [
      new asn1js.Integer({ value: 1 }),
      new asn1js.Set({ value: [] }),
      new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: dataOid })] }),
      tagged([result]),
      new asn1js.Set({ value: [] }),
    ],
  });
  const contentInfo = new asn1js.Sequence({
    value: [new asn1js.ObjectIdentifier({ value: signedDataOid }), tagged([signedData])],
  });
  return new Uint8Array(contentInfo.toBER());
}
