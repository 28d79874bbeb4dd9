// SM2 public keys between SubjectPublicKeyInfo and the point: plain octets, no arithmetic.

/** SEQUENCE { SEQUENCE { id-ecPublicKey, sm2p256v1 (GM/T 0006, 1.2.156.10197.1.301) }, BIT STRING of 65 octets }, up to the point. */
const prefix = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');
const pointBytes = 65;

/** SubjectPublicKeyInfo (DER). @param point 04‖x‖y */
export function encodeSm2Key(point: Uint8Array): Buffer {
  return Buffer.concat([prefix, point]);
}

/** The point 04‖x‖y of a SubjectPublicKeyInfo (DER); null when it is no SM2 key. Whether it is on the curve is not looked at. */
export function decodeSm2Key(spki: Uint8Array): Buffer | null {
  const bytes = Buffer.from(spki);
  const isSm2 = bytes.length === prefix.length + pointBytes && bytes.subarray(0, prefix.length).equals(prefix);
  return isSm2 && bytes[prefix.length] === 4 ? bytes.subarray(prefix.length) : null;
}

/** OBJECT IDENTIFIER sm2p256v1 (GM/T 0006), DER, as it stands in CKA_EC_PARAMS. */
export const sm2Parameters = Buffer.from('06082a811ccf5501822d', 'hex');
