// Which objects of a token belong to one key: by the key's own numbers, and by CKA_ID only where an object keeps those to
// itself (private EC keys do), because vendors' tools give one CKA_ID to several keys.
import { isSameKey, type PublicKeyValue } from './public-key.ts';

/** What an object shows of the key that it is, or that it certifies. */
export interface KeyClues {
  /** Null where the object does not show it. */
  readonly key: PublicKeyValue | null;
  /** CKA_ID; null or empty where there is none. */
  readonly id: Uint8Array | null;
}

/** Whether both bear one CKA_ID; an empty one is none. */
export function hasSameId(a: Pick<KeyClues, 'id'>, b: Pick<KeyClues, 'id'>): boolean {
  return Boolean(a.id?.length && b.id?.length && Buffer.from(a.id).equals(b.id));
}

/** Whether two objects belong to one key, as far as both show it; only where one does not, their CKA_IDs decide. */
export function belongTogether(a: KeyClues, b: KeyClues): boolean {
  return a.key && b.key ? isSameKey(a.key, b.key) : hasSameId(a, b);
}

/** The objects that show that they are, or certify, this key. */
export function selectShown<T extends KeyClues>(objects: readonly T[], wanted: PublicKeyValue): T[] {
  return objects.filter(({ key }) => key && isSameKey(key, wanted));
}

/** The objects that do not show their key and bear a CKA_ID of one of `known`. */
export function selectHidden<T extends KeyClues>(objects: readonly T[], known: readonly Pick<KeyClues, 'id'>[]): T[] {
  return objects.filter((object) => !object.key && known.some((other) => hasSameId(other, object)));
}
