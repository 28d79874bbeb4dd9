// Whether this computer's clock can be believed, and what time it is as far as is known. A wrong clock is said, not obeyed.
import type { ClockMemory } from './clock-memory.ts';

/** As much as the host lets the CA's clock be ahead; less hurts nobody. */
export const clockToleranceMs = 15 * 60_000;
const dayMs = 86_400_000;

export interface ClockDoubt {
  /** The portal's own clock differs; a certificate says that it starts later than now; this computer has been later already. */
  readonly kind: 'portal' | 'certificate' | 'last-seen';
  /** The time that speaks against the computer's. For `portal` it is the time; for the others it is at least this late. */
  readonly other: Date;
}

export interface KnownTime {
  /** What this computer's clock says. */
  readonly computer: Date;
  /** The best guess: the portal's time where it differs, else the computer's. To be shown; reminders go by both. */
  readonly best: Date;
  /** False when the clock is wrong and nobody has told the right time: then nothing is said of days, and reminders wait. */
  readonly isCertain: boolean;
  readonly doubt?: ClockDoubt;
}

/** What speaks of the time: a certificate is not made before it starts. */
interface ClockEvidence {
  readonly clock: ClockMemory;
  /** `notBefore` is ISO 8601 UTC. */
  readonly certificates: readonly { readonly notBefore: string }[];
}

/**
 * How long a measured difference holds. A clerk who puts the clock right makes it jump by that difference, so a large one
 * is believed until half of it has gone by; a small one, for a day. A measurement in the future is void.
 */
function holdsStill({ offsetMs, measuredAt }: { offsetMs: number; measuredAt: string }, computer: Date): boolean {
  const ageMs = computer.getTime() - Date.parse(measuredAt);
  return ageMs >= 0 && ageMs <= Math.max(dayMs, Math.abs(offsetMs) / 2);
}

/** Pure: evidence and the computer's clock → the time. The portal's word outweighs the rest. */
export function judgeClock({ clock, certificates }: ClockEvidence, computer: Date): KnownTime {
  const { portal, latestAt } = clock;
  const nowMs = computer.getTime();
  const isOff = portal !== null && Math.abs(portal.offsetMs) > clockToleranceMs;
  if (portal && holdsStill(portal, computer)) {
    if (!isOff) return { computer, best: computer, isCertain: true };
    const best = new Date(nowMs + portal.offsetMs);
    return { computer, best, isCertain: true, doubt: { kind: 'portal', other: best } };
  }
  const doubt = (kind: ClockDoubt['kind'], other: Date): KnownTime => ({
    computer,
    best: other,
    isCertain: false,
    doubt: { kind, other },
  });
  if (latestAt !== null && Date.parse(latestAt) > nowMs + clockToleranceMs)
    return doubt('last-seen', new Date(latestAt));
  // A clock that the portal once confirmed and that has not gone back since is not behind: then the certificate was dated ahead.
  const wasConfirmed = portal !== null && !isOff && Date.parse(portal.measuredAt) <= nowMs;
  const latestStart = Math.max(...certificates.map(({ notBefore }) => Date.parse(notBefore)));
  if (!wasConfirmed && latestStart > nowMs + clockToleranceMs) return doubt('certificate', new Date(latestStart));
  return { computer, best: computer, isCertain: true };
}
