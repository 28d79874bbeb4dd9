// An entry of a token as the protocol tells it.
import { createHash } from 'node:crypto';
import type { CertificateDescription } from '../../shared/certificate.ts';
import type { TokenEntry } from '../../shared/protocol/token-care.ts';
import { describeRetirement } from '../journal/describe-retirement.ts';
import type { Judgement } from '../journal/judge-entries.ts';
import type { TokenEntryObjects } from '../token/join-objects.ts';
import { describeCertificate } from '../x509/describe-certificate.ts';
import { describeUnreadable } from '../x509/describe-unreadable.ts';
import { ParsedCertificate } from '../x509/parsed-certificate.ts';
import { tellDescription } from './tell-description.ts';

/**
 * @param index place of the entry in its answer: two entries may hold the very same bytes
 * @param protocol an extension of an older version refuses what it does not know
 */
export function describeEntry(
  entry: TokenEntryObjects,
  judgement: Judgement,
  index: number,
  protocol: number,
): TokenEntry {
  const { verdict, order, newCertificateHash, newOrder } = judgement;
  const certificate = tryDescribe(entry);
  const [key] = entry.keys;
  return {
    entryId: nameEntry(entry, index),
    verdict,
    label: entry.label,
    keyAlgorithm: key?.keyAlgorithm ?? certificate?.keyAlgorithm ?? 'other',
    // An object may keep its size to itself where its other half, or the certificate, tells.
    keySizeBits: Math.max(certificate?.keySizeBits ?? 0, ...entry.keys.map(({ keySizeBits }) => keySizeBits)),
    ...(certificate ? { certificate: tellDescription(certificate, protocol) } : {}),
    ...(entry.certificate && !certificate && protocol >= 4
      ? { unreadable: describeUnreadable(entry.certificate.der) }
      : {}),
    ...(order
      ? {
          order: {
            orderId: order.draft.orderId,
            orderNumber: order.draft.orderNumber,
            updatedAt: order.updatedAt,
            ...(newCertificateHash === undefined ? {} : { newCertificateHash }),
            ...(newOrder && protocol >= 4 ? { retirement: describeRetirement(newOrder) } : {}),
          },
        }
      : {}),
  };
}

function tryDescribe({ certificate, hasKey }: TokenEntryObjects): CertificateDescription | undefined {
  if (!certificate) return undefined;
  try {
    return describeCertificate(new ParsedCertificate(certificate.der), hasKey);
  } catch {
    // Unreadable, and still shown as something that is there: by its label.
    return undefined;
  }
}

function nameEntry({ certificate, publicKey, keys, label }: TokenEntryObjects, index: number): string {
  const hash = createHash('sha256').update(JSON.stringify([index, label, keys.length]));
  for (const bytes of [certificate?.der, publicKey, keys[0]?.id]) hash.update(bytes ?? '');
  return hash.digest('hex');
}
