// Which objects of a token belong together: a key's two halves, and a certificate with its key. By the key itself first,
// by CKA_ID only where a key is not shown, because vendors' tools give one id to several keys.
import { isAuthorityDer } from '../x509/check-authority.ts';
import type { CertificateObject, KeyObject, TokenContents } from './driver.ts';
import { hasSameId } from './match-keys.ts';
import { encodePublicKey, readCertificateKey } from './public-key.ts';

/** A certificate with what belongs to it, or a key without a certificate. */
export interface TokenEntryObjects {
  readonly certificate: CertificateObject | null;
  readonly keys: readonly KeyObject[];
  /** Whether the private key is there, as far as can be seen. */
  readonly hasKey: boolean;
  /** Label of the key, else of the certificate. */
  readonly label: string;
  /** SubjectPublicKeyInfo (DER), where it is known. */
  readonly publicKey: Uint8Array | null;
}

interface KeyPair {
  publicKey: Buffer | null;
  readonly keys: KeyObject[];
}

interface KnownCertificate {
  readonly object: CertificateObject;
  readonly publicKey: Buffer | null;
  readonly isAuthority: boolean;
}

/** @param isLoggedIn false when private objects are hidden: then a public key, or no key at all, says nothing against a certificate */
export function joinObjects({ objects }: Pick<TokenContents, 'objects'>, isLoggedIn: boolean): TokenEntryObjects[] {
  const certificates = objects.filter((object) => object.kind === 'certificate').map(readCertificate);
  const pairs = pairKeys(
    objects.filter((object) => object.kind !== 'certificate'),
    certificates,
  );
  const hidesKeys = !isLoggedIn && pairs.length === 0;
  const withCertificate = certificates.map((certificate) => {
    const pair = findPair(certificate, pairs);
    const hasKey = hidesKeys ? !certificate.isAuthority : pair !== undefined && hasPrivateHalf(pair, isLoggedIn);
    return { certificate, pair, hasKey };
  });
  const isTaken = (pair: KeyPair) => withCertificate.some((entry) => entry.pair === pair);
  return [
    ...withCertificate.map(({ certificate, pair, hasKey }) => ({
      certificate: certificate.object,
      keys: pair?.keys ?? [],
      hasKey,
      label: pair?.keys[0]?.label || certificate.object.label,
      publicKey: certificate.publicKey ?? pair?.publicKey ?? null,
    })),
    ...pairs
      .filter((pair) => !isTaken(pair))
      .map((pair) => ({
        certificate: null,
        keys: pair.keys,
        hasKey: hasPrivateHalf(pair, isLoggedIn),
        label: pair.keys[0]?.label ?? '',
        publicKey: pair.publicKey,
      })),
  ];
}

const hasPrivateHalf = ({ keys }: KeyPair, isLoggedIn: boolean) =>
  keys.some(({ kind }) => kind === 'private-key') || (!isLoggedIn && keys.length > 0);

function pairKeys(keys: readonly KeyObject[], certificates: readonly KnownCertificate[]): KeyPair[] {
  const pairs: KeyPair[] = [];
  for (const key of keys) {
    const publicKey = key.publicKey && Buffer.from(key.publicKey);
    const same = publicKey && pairs.find((pair) => pair.publicKey?.equals(publicKey));
    if (same) same.keys.push(key);
    else if (publicKey) pairs.push({ publicKey, keys: [key] });
  }
  for (const key of keys) {
    if (key.publicKey) continue;
    const pair = findByIdentifier(key, pairs);
    if (pair) pair.keys.unshift(key);
    else pairs.push({ publicKey: findKeyByIdentifier(key, certificates), keys: [key] });
  }
  return pairs;
}

/** The pair to which a key that does not show itself belongs: the only one of its id, or of id and label, or of label. */
function findByIdentifier(key: KeyObject, pairs: readonly KeyPair[]): KeyPair | undefined {
  const ofId = pairs.filter((pair) =>
    pair.keys.some(
      (other) => hasSameId(other, key) && other.keyAlgorithm === key.keyAlgorithm && other.kind !== key.kind,
    ),
  );
  if (ofId.length === 0) return findByLabel(key, pairs);
  if (ofId.length === 1) return ofId[0];
  const ofLabel = ofId.filter((pair) => pair.keys.some(({ label }) => label === key.label));
  return ofLabel.length === 1 ? ofLabel[0] : undefined;
}

/** Two halves whose CKA_IDs differ because only one was changed: the one half of this label that stands alone. */
function findByLabel(key: KeyObject, pairs: readonly KeyPair[]): KeyPair | undefined {
  const alone = pairs.filter(({ keys }) => {
    const [only, ...others] = keys;
    return others.length === 0 && only?.kind !== key.kind && only?.keyAlgorithm === key.keyAlgorithm;
  });
  const ofLabel = alone.filter(({ keys }) => key.label !== '' && keys[0]?.label === key.label);
  return ofLabel.length === 1 ? ofLabel[0] : undefined;
}

/** A token that keeps no public key objects: the certificate of the same id shows the key. */
function findKeyByIdentifier(key: KeyObject, certificates: readonly KnownCertificate[]): Buffer | null {
  const ofId = certificates.filter(({ object, publicKey }) => publicKey && hasSameId(object, key));
  const [only] = ofId;
  return only && ofId.every(({ publicKey }) => publicKey?.equals(only.publicKey ?? Buffer.alloc(0)))
    ? only.publicKey
    : null;
}

function findPair({ object, publicKey }: KnownCertificate, pairs: readonly KeyPair[]): KeyPair | undefined {
  const same = publicKey && pairs.find((pair) => pair.publicKey?.equals(publicKey));
  if (same) return same;
  return pairs.find((pair) => (!publicKey || !pair.publicKey) && pair.keys.some((key) => hasSameId(key, object)));
}

function readCertificate(object: CertificateObject): KnownCertificate {
  const key = readCertificateKey(object.der);
  return { object, isAuthority: isAuthorityDer(object.der), publicKey: key && encodePublicKey(key) };
}
