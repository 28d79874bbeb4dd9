// When an old certificate may be removed: asked by the page that offers it and by the host that does it.

/** What the journal says of the certificate that takes an old one's place. */
export interface RetirementFacts {
  /** When it was read back and tried, ISO 8601. */
  readonly verifiedAt: string;
  /** It has signed something that a site asked for since, a log-in above all. */
  readonly isUsed: boolean;
  /**
   * Of the CA's word that its order is done: `enough` when it was given, or who stands behind the certificate is known
   * without it; `missing` when nothing but the key that signed the old one does; `order-open` when it is missing
   * because a part of the order could not be written, so that the order has to stay open.
   */
  readonly confirmation: 'enough' | 'missing' | 'order-open';
}

export type RetirementJudgement = 'allowed' | 'too-soon' | 'unconfirmed' | 'order-open';

/** Days that hold where no profile says another number. */
export const usualRetireAfterDays = 30;

const dayMs = 86_400_000;

/** From when on the old certificate may go though the new one was not seen at work. */
export const retirableFrom = ({ verifiedAt }: Pick<RetirementFacts, 'verifiedAt'>, afterDays: number): Date =>
  new Date(Date.parse(verifiedAt) + afterDays * dayMs);

/** @param afterDays of the site profile: `retireOldAfterDays` */
export function judgeRetirement(facts: RetirementFacts, afterDays: number, now: Date): RetirementJudgement {
  if (facts.confirmation === 'order-open') return 'order-open';
  if (facts.confirmation === 'missing') return 'unconfirmed';
  return facts.isUsed || now >= retirableFrom(facts, afterDays) ? 'allowed' : 'too-soon';
}
