// Judges certificates by what is known of the clock now, for a window that shows them.
import { judgeClock } from '../clock/judge-clock.ts';
import type { SiteProfile } from '../portal/profile.ts';
import { judgeRenewal, type RenewalVerdict } from './judge-renewal.ts';
import { emptyReminderBook, readReminderBook } from './reminder-book.ts';
import type { SightedCertificate } from './seen-certificate.ts';

type JudgedFacts = Pick<SightedCertificate, 'notBefore' | 'notAfter' | 'keyAlgorithm'>;
export type JudgeRenewal = (certificate: JudgedFacts) => RenewalVerdict;

/** Never rejects: a hint is not worth a window that stays empty. */
export async function makeRenewalJudge({ renewalWindow }: Pick<SiteProfile, 'renewalWindow'>): Promise<JudgeRenewal> {
  const book = await readReminderBook().catch(() => emptyReminderBook);
  return (certificate) => judgeRenewal(certificate, renewalWindow, judgeClock(book, new Date()));
}
