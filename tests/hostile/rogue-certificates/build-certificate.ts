// Certificates of any shape, signed by any key.
import { type KeyObject, sign } from 'node:crypto';
import { type Bytes, bits, extension, int, nul, octets, oid, seq, time, tlv, yes } from './der.ts';

export type Hash = 'md5' | 'sha1' | 'sha256';

const rsaAlgorithms: Record<Hash, string> = {
  md5: '1.2.840.113549.1.1.4',
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
};
const dayMs = 86_400_000;

export interface CertificateParts {
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly key: Uint8Array;
  /** The issuer's private key. */
  readonly by: KeyObject;
  readonly hash?: Hash;
  readonly serial?: Uint8Array;
  readonly from?: Uint8Array;
  readonly to?: Uint8Array;
  readonly extensions?: readonly Uint8Array[];
  /** 0 is v1; the extensions stay. */
  readonly version?: number;
  /** AlgorithmIdentifier beside the signature, when it is another than the one inside. */
  readonly outerAlgorithm?: Uint8Array;
  /** What becomes of the signature. */
  readonly spoil?: (signature: Buffer) => Buffer;
}

export const inDays = (days: number) => time(new Date(Date.now() + days * dayMs));

export const algorithmOf = (by: KeyObject, hash: Hash = 'sha256') =>
  by.asymmetricKeyType === 'rsa' ? seq(oid(rsaAlgorithms[hash]), nul()) : seq(oid('1.2.840.10045.4.3.2'));

export function buildCertificate(parts: CertificateParts): Bytes {
  const { by, hash = 'sha256', version = 2, extensions = [] } = parts;
  const algorithm = algorithmOf(by, hash);
  const tbs = seq(
    ...(version === 0 ? [] : [tlv(0xa0, int(version))]),
    parts.serial ?? int(BigInt(Date.now()) * 1000n + BigInt(Math.floor(Math.random() * 1000))),
    algorithm,
    parts.issuer,
    seq(parts.from ?? inDays(-1), parts.to ?? inDays(300)),
    parts.subject,
    parts.key,
    ...(extensions.length === 0 ? [] : [tlv(0xa3, seq(...extensions))]),
  );
  const signature = sign(hash, tbs, by);
  return seq(tbs, parts.outerAlgorithm ?? algorithm, bits(parts.spoil ? parts.spoil(signature) : signature));
}

/** basicConstraints of a CA. */
export const caFlag = (pathLength?: number) =>
  extension('2.5.29.19', seq(yes(), ...(pathLength === undefined ? [] : [int(pathLength)])), true);

/** keyUsage with these bits (RFC 5280 §4.2.1.3). */
export function usage(...numbers: readonly number[]): Bytes {
  const bytes = Buffer.alloc(2);
  for (const bit of numbers) bytes.writeUInt8(bytes.readUInt8(bit >> 3) | (0x80 >> (bit & 7)), bit >> 3);
  return extension('2.5.29.15', bits(bytes[1] === 0 ? bytes.subarray(0, 1) : bytes), true);
}

export const purposes = (...oids: readonly string[]) => extension('2.5.29.37', seq(...oids.map(oid)));
export const alternativeNames = (...names: readonly Uint8Array[]) => extension('2.5.29.17', seq(...names));
/** nameConstraints with GeneralNames that are permitted or excluded. */
export const constraints = (permitted: readonly Uint8Array[], excluded: readonly Uint8Array[]) =>
  extension(
    '2.5.29.30',
    seq(
      ...(permitted.length === 0 ? [] : [tlv(0xa0, ...permitted.map((base) => seq(base)))]),
      ...(excluded.length === 0 ? [] : [tlv(0xa1, ...excluded.map((base) => seq(base)))]),
    ),
    true,
  );
export const keyIdentifier = (id: Uint8Array) => extension('2.5.29.14', octets(id));
