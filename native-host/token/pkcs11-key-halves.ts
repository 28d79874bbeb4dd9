// The two halves of a key pair that we made: finding both, and seeing that they bear one CKA_ID, by which others pair them.
import { selectHidden, selectShown } from './match-keys.ts';
import { type OpenSession, readAttribute } from './pkcs11-attributes.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { type FoundKey, readKeyObjects } from './pkcs11-objects.ts';
import { Pkcs11Error } from './pkcs11-return-values.ts';
import { computeKeyId, encodePublicKey } from './public-key.ts';

export interface KeyHalves {
  readonly privateKey: FoundKey;
  /** Null where the token keeps none. */
  readonly publicKey: FoundKey | null;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Buffer;
}

/**
 * The whole key pair under a label: a private key, and what shows which key it is. Null when a half is missing.
 * @throws Pkcs11Error
 */
export function findKeyHalves(session: OpenSession, label: string): KeyHalves | null {
  // Read back and compared: some drivers find labels that only begin alike.
  const [privateKeys = [], publicKeys = []] = [pkcs11.CKO_PRIVATE_KEY, pkcs11.CKO_PUBLIC_KEY].map((keyClass) =>
    readKeyObjects(session, keyClass, label).filter((key) => key.label === label),
  );
  for (const privateKey of privateKeys) {
    const { key } = privateKey;
    if (key) {
      const publicKey = selectShown(publicKeys, key)[0] ?? null;
      return { privateKey, publicKey, spki: encodePublicKey(key) };
    }
    const shown = publicKeys.filter((other) => other.key);
    // With one of each the label alone tells that they belong together.
    const isOnly = privateKeys.length === 1 && shown.length === 1;
    const publicKey = isOnly ? shown[0] : shown.find((other) => selectHidden([privateKey], [other]).length > 0);
    if (publicKey?.key) return { privateKey, publicKey, spki: encodePublicKey(publicKey.key) };
  }
  return null;
}

/** Gives both halves the CKA_ID of their key; on a token that allows one and not the other, the private half's. */
export function alignKeyIds(session: OpenSession, { privateKey, publicKey, spki }: KeyHalves): void {
  const id = computeKeyId(spki);
  const halves = [privateKey.object, ...(publicKey ? [publicKey.object] : [])];
  const readId = (object: (typeof halves)[number]) => readAttribute(session, object, pkcs11.CKA_ID);
  for (const object of halves) if (!readId(object)?.equals(id) && !setId(session, object, id)) break;
  const kept = readId(privateKey.object);
  if (publicKey && kept?.length && !readId(publicKey.object)?.equals(kept)) setId(session, publicKey.object, kept);
}

/** False on tokens that fix CKA_ID when an object is made. The temporary one is unique too, and keys are matched by value. */
export function setId({ library, handle }: OpenSession, object: FoundKey['object'], id: Buffer): boolean {
  try {
    library.C_SetAttributeValue(handle, object, [{ type: pkcs11.CKA_ID, value: id }]);
    return true;
  } catch (error) {
    if (error instanceof Pkcs11Error) return false;
    throw error;
  }
}
