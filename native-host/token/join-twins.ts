// A token that several drivers show is one token. Which of them works with it: the first one, the vendor's own; but SKF where
// PKCS#11 cannot do what a renewal of this token takes.
import { hashCertificate } from '../hash-certificate.ts';
import type { HostedDriver, TokenSnapshot } from './driver.ts';
import type { ModuleKind } from './modules.ts';
import { readCertificateKey } from './public-key.ts';

/** `pair`: the encryption key of a pair comes from the CA. `sm2`: SM2 has no number of its own in PKCS#11. `empty`: nothing is seen there. */
type SkfReason = 'pair' | 'sm2' | 'empty';

interface Twin {
  readonly driverName: string;
  readonly driver: HostedDriver;
  readonly kind: ModuleKind;
  readonly path: string;
  readonly snapshot: TokenSnapshot;
}

/** A library of PKCS#11 that leaves a token to one of SKF. */
export interface LeftToSkf {
  /** Of the one that leaves it. */
  readonly path: string;
  readonly skfDriverName: string;
  readonly reason: SkfReason;
}

interface JoinedTwins<T> {
  readonly tokens: readonly T[];
  readonly leftToSkf: readonly LeftToSkf[];
}

/** @param tokens in the order of their drivers' preference; each token stands where it was first seen */
export function joinTwins<T extends Twin>(tokens: readonly T[]): JoinedTwins<T> {
  const groups: [T, ...T[]][] = [];
  for (const token of tokens) {
    const group = groups.find((others) =>
      others.some((other) => other.driver !== token.driver && isSameToken(other, token)),
    );
    if (group) group.push(token);
    else groups.push([token]);
  }
  const leftToSkf: LeftToSkf[] = [];
  const kept = groups.map((group) => {
    const [first, ...others] = group;
    const skf = first.kind === 'pkcs11' ? others.find(({ kind }) => kind === 'skf') : undefined;
    const reason = skf && findSkfReason(first.snapshot, skf.snapshot);
    if (!skf || !reason) return first;
    for (const { kind, path } of group)
      if (kind === 'pkcs11') leftToSkf.push({ path, skfDriverName: skf.driverName, reason });
    return skf;
  });
  return { tokens: kept, leftToSkf };
}

function findSkfReason(pkcs11: TokenSnapshot, skf: TokenSnapshot): SkfReason | null {
  const own = skf.certificates.filter(({ hasPrivateKey }) => hasPrivateKey);
  if (own.some(({ isForEncryption }) => isForEncryption)) return 'pair';
  if (own.some(({ der }) => readCertificateKey(der)?.type === 'SM2')) return 'sm2';
  return pkcs11.certificates.length === 0 && own.length > 0 ? 'empty' : null;
}

/** The same by its number and a certificate with its key; an empty one by all that it says of itself. */
function isSameToken(one: Twin, other: Twin): boolean {
  const [a, b] = [one.snapshot, other.snapshot];
  if (a.serialNumber === '' || a.serialNumber !== b.serialNumber) return false;
  const isEmpty = [a, b].map(({ certificates }) => certificates.length === 0);
  if (isEmpty.every(Boolean)) return a.label === b.label && a.manufacturer === b.manufacturer && a.model === b.model;
  // Many tokens of the field show nothing through PKCS#11 and everything through SKF.
  if (one.kind !== other.kind && isEmpty[one.kind === 'pkcs11' ? 0 : 1]) return true;
  // Drivers differ in what else they show: CA certificates, labels, the name of the maker.
  const hashes = new Set(a.certificates.map(({ der }) => hashCertificate(der)));
  return b.certificates.some(({ der, hasPrivateKey }) => hasPrivateKey && hashes.has(hashCertificate(der)));
}
