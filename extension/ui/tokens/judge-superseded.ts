// Whether a superseded certificate may be removed now, and why not yet.
import { judgeRetirement, type RetirementFacts, type RetirementJudgement } from '../../../shared/judge-retirement.ts';
import type { TokenEntry } from '../../../shared/protocol/token-care.ts';

/** A host before version 4 tells only when the order was done: its days count, and a use of the certificate is not known. */
export const readRetirement = ({ order }: TokenEntry): RetirementFacts =>
  order?.retirement ?? {
    verifiedAt: order?.updatedAt ?? new Date().toISOString(),
    isUsed: false,
    confirmation: 'enough',
  };

export const judgeSuperseded = (entry: TokenEntry, afterDays: number): RetirementJudgement =>
  judgeRetirement(readRetirement(entry), afterDays, new Date());
