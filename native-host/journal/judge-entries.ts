// What may become of each key and certificate on a token, by what the journal says of it.
import type { EntryVerdict } from '../../shared/protocol/token-care.ts';
import { hashCertificate } from '../hash-certificate.ts';
import type { TokenEntryObjects } from '../token/join-objects.ts';
import { isUnfinished, type OrderRecord } from './order-record.ts';

export interface Judgement {
  readonly verdict: EntryVerdict;
  /** The order that speaks of this key or certificate. */
  readonly order?: OrderRecord;
  /** For `superseded`: the certificate on the token that takes its place. */
  readonly newCertificateHash?: string;
  /** For `superseded`: the verified order that wrote that certificate. */
  readonly newOrder?: OrderRecord;
}

/** Judges every entry of one token, in the order given. */
export function judgeEntries(
  entries: readonly TokenEntryObjects[],
  records: readonly OrderRecord[],
): readonly Judgement[] {
  const usable = new Set(
    entries.flatMap(({ certificate, hasKey }) => (certificate && hasKey ? [hashCertificate(certificate.der)] : [])),
  );
  return entries.map((entry) =>
    entry.certificate
      ? judgeCertificate(hashCertificate(entry.certificate.der), entry.hasKey, records, usable)
      : judgeKey(entry, records),
  );
}

function judgeCertificate(
  hash: string,
  hasKey: boolean,
  records: readonly OrderRecord[],
  usable: ReadonlySet<string>,
): Judgement {
  const written = records.find((record) => record.newCertificateHash === hash);
  if (written && isUnfinished(written)) return { verdict: 'unfinished-order', order: written };
  const replacing = records.find((record) => isVerifiedFor(record, hash));
  // The one in use is the last of a row of renewals that is on the token.
  const successor = listSuccessors(hash, records).findLast((other) => usable.has(other));
  const newOrder = findWriter(successor, records);
  if (replacing && successor !== undefined && newOrder)
    return { verdict: 'superseded', order: replacing, newCertificateHash: successor, newOrder };
  return { verdict: hasKey ? 'in-use' : 'certificate-only', ...(written ? { order: written } : {}) };
}

const isVerifiedFor = ({ state, draft }: OrderRecord, oldHash: string) =>
  state === 'verified' && draft.token.certificateHash === oldHash;

/** The verified order that wrote this certificate. */
export const findWriter = (hash: string | undefined, records: readonly OrderRecord[]): OrderRecord | undefined =>
  records.find(({ state, newCertificateHash }) => state === 'verified' && newCertificateHash === hash);

/**
 * Hashes of the certificates that took the place of this one, as the journal shows: its successor first, then that
 * one's, and so on. Only of orders that were verified.
 */
export function listSuccessors(hash: string, records: readonly OrderRecord[]): string[] {
  const found: string[] = [];
  let generation = [hash];
  while (generation.length > 0) {
    generation = generation
      .flatMap((old) => records.filter((record) => isVerifiedFor(record, old)))
      .flatMap(({ newCertificateHash }) => (newCertificateHash === undefined ? [] : [newCertificateHash]))
      .filter((next) => next !== hash && !found.includes(next));
    found.push(...generation);
  }
  return found;
}

function judgeKey(entry: TokenEntryObjects, records: readonly OrderRecord[]): Judgement {
  const claims = records.filter((record) => isClaimed(entry, record));
  // A draft's key may have become a later order's: who knows the key itself has the better claim.
  const order = claims.find(({ publicKey }) => publicKey !== undefined) ?? claims[0];
  // Nothing was ever signed with it, and no page goes on with a draft: what a new order does not take up may go.
  if (order?.state === 'draft') return { verdict: 'leftover', order };
  if (order && isUnfinished(order)) return { verdict: 'unfinished-order', order };
  if (order?.state === 'abandoned') return { verdict: 'leftover', order };
  // Of an earlier attempt; the order's own key is under its last label.
  if (order && entry.label !== order.keyLabels.at(-1)) return { verdict: 'leftover', order };
  // The key of a verified order without its certificate: somebody else removed that, and it can be written again.
  return { verdict: 'foreign', ...(order ? { order } : {}) };
}

/** The journal claims a key by the label under which it was made and, once it knows it, by the key itself. */
function isClaimed({ label, publicKey }: TokenEntryObjects, record: OrderRecord): boolean {
  if (!record.keyLabels.includes(label)) return false;
  if (record.publicKey === undefined || label !== record.keyLabels.at(-1)) return true;
  return publicKey !== null && Buffer.from(record.publicKey, 'base64').equals(publicKey);
}
