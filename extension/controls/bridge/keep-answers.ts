// The other way to answer, for pages that forbid to wait: this call ends as cancelled, the clerk is asked all the same, and
// the page's next equal call gets what came of it. Only for what does no harm twice; a signature is given out once.

/** Kinds that are answered so. Keys and certificates are not: what a page does after a No cannot be taken back. */
const kinds = new Set(['open', 'certificates', 'choose', 'sign', 'login', 'verify']);
/** As long as the clerk still knows what the click was about. */
const keepMs = 120_000;

export interface KeptAnswers {
  /** The text of the answer to an equal call before; undefined where there is none, or none any more. */
  readonly take: (call: string) => string | undefined;
  /** A call whose answer is awaited. @returns false where an equal one is under way */
  readonly await: (id: string, call: string) => boolean;
  readonly keep: (id: string, answer: unknown) => void;
  readonly forget: () => void;
}

export const kindOf = (call: string): string => /^\{"kind":"([a-z-]+)"/.exec(call)?.[1] ?? '';

export const canComeLater = (kind: string): boolean => kinds.has(kind);

export function createKeptAnswers(now: () => number = () => performance.now()): KeptAnswers {
  const awaited = new Map<string, { call: string; at: number }>();
  const kept = new Map<string, { text: string; at: number }>();
  const isFresh = ({ at }: { at: number }) => now() - at < keepMs;
  return {
    take(call) {
      const found = kept.get(call);
      if (found === undefined) return undefined;
      if (kindOf(call) === 'sign' || !isFresh(found)) kept.delete(call);
      return isFresh(found) ? found.text : undefined;
    },
    await(id, call) {
      const isUnderWay = [...awaited.values()].some((one) => one.call === call && isFresh(one));
      if (!isUnderWay) awaited.set(id, { call, at: now() });
      return !isUnderWay;
    },
    keep(id, answer) {
      const found = awaited.get(id);
      awaited.delete(id);
      const isGood = (answer as { ok?: unknown } | null)?.ok === true;
      if (found && isGood) kept.set(found.call, { text: JSON.stringify({ shebao: answer }), at: now() });
    },
    forget() {
      for (const call of kept.keys()) if (kindOf(call) !== 'sign') kept.delete(call);
    },
  };
}
