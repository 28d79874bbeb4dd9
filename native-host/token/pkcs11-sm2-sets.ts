// SM2 in PKCS#11 (v2.40 to v3.2 have none): the numbers that makers gave it, from their headers. They collide, and one number is
// used in more than one way, so a set only says what may be tried; what a signature is found out by making one.
import type { Handle } from 'pkcs11js';
import type { Pkcs11Library } from './pkcs11-library.ts';
import { listMechanisms } from './pkcs11-mechanisms.ts';

export interface Sm2Set {
  /** By CK_INFO (manufacturer and description); null where no maker is known. Others have the same numbers. */
  readonly library: RegExp | null;
  /** CKK_* */
  readonly keyType: number;
  /** CKM_* that makes a key pair. */
  readonly generation: number;
  /** CKM_* that sign, best first: those that are given a digest, then those that hash. */
  readonly signing: readonly number[];
}

export const sm2Sets: readonly Sm2Set[] = [
  {
    // swpkcs11.h and its descendants; pkcs11s.h
    library: /sansec|三未信安|itrus|天威|\bjit\b|吉大正元|koal|格尔|tass|江南天安/i,
    keyType: 0x8000_0004,
    generation: 0x8000_8001,
    signing: [0x8000_8104, 0x8000_8105, 0x8000_8000, 0x8000_8101, 0x8000_8102, 0x8000_8103, 0x8000_8100],
  },
  {
    library: /MsSince|MK-?1\b|wosign|沃通/i,
    keyType: 0x0001_0001,
    generation: 0x0001_0009,
    signing: [0x0001_0002, 0x0001_0004],
  },
  { library: /\bIBM\b|softhsm/i, keyType: 0x8005_0002, generation: 0x8005_000a, signing: [0x8005_000b, 0x8005_000c] },
  { library: /\bBGI\b/i, keyType: 0x8000_0001, generation: 0x8000_0003, signing: [0x8000_0004] },
  { library: null, keyType: 0x8000_0001, generation: 0x8000_0001, signing: [0x8000_0002] },
];

/** The key types that may be SM2. Which curve it is, a public key's own length and the signature tell. */
export const sm2KeyTypes: ReadonlySet<number> = new Set(sm2Sets.map(({ keyType }) => keyType));

/**
 * The sets that may be this token's: every number is listed by it. Where the library names its maker, no other maker's.
 * `signing` is what the token lists of it.
 * @throws Pkcs11Error
 */
export function listSm2Sets(library: Pkcs11Library, slot: Handle): Sm2Set[] {
  const listed = listMechanisms(library, slot) ?? [];
  const fitting = sm2Sets.flatMap((set) => {
    const signing = set.signing.filter((mechanism) => listed.includes(mechanism));
    return listed.includes(set.generation) && signing.length > 0 ? [{ ...set, signing }] : [];
  });
  if (fitting.length === 0) return [];
  const { manufacturerID, libraryDescription } = library.C_GetInfo();
  const own = fitting.filter(({ library: name }) => name?.test(`${manufacturerID} ${libraryDescription}`));
  return own.length > 0 ? own : fitting;
}
