// What pages asked of their controls and did not get: shown on the setup page and in the report. Names only; no values, no addresses.
import { storage } from '@wxt-dev/storage';
import * as z from 'zod/mini';

const findingsSchema = z.strictObject({
  /** Classes, members and old ways (`VBScript`, `showModalDialog`), in the order in which pages asked. */
  names: z.array(z.string().check(z.maxLength(120))).check(z.maxLength(100)),
  /** The page's own rules (Content-Security-Policy, Permissions-Policy) keep our answers from it. */
  isBlocked: z.boolean(),
});
export type ControlFindings = z.infer<typeof findingsSchema>;

const nothing: ControlFindings = { names: [], isBlocked: false };
const findingsItem = storage.defineItem<ControlFindings>('session:control-findings', { fallback: nothing });
const limit = 100;
let queue: Promise<unknown> = Promise.resolve();

/** One after the other; a page that sends thousands is heard a hundred times. */
function change(make: (before: ControlFindings) => ControlFindings): Promise<unknown> {
  queue = queue.then(async () => {
    const before = await findingsItem.getValue();
    const after = make(before);
    if (after !== before) await findingsItem.setValue(after);
  });
  return queue;
}

export const noteUnknownNames = (names: readonly string[]): Promise<unknown> =>
  change((before) => {
    const added = names.filter(
      (name) => /^[\x20-\x7e\u4e00-\u9fff]{1,120}$/.test(name) && !before.names.includes(name),
    );
    return added.length === 0 || before.names.length >= limit
      ? before
      : { ...before, names: [...before.names, ...new Set(added)].slice(0, limit) };
  });

export const noteBlockedAnswers = (): Promise<unknown> =>
  change((before) => (before.isBlocked ? before : { ...before, isBlocked: true }));

/** Of this browser session. */
export async function readControlFindings(): Promise<ControlFindings> {
  return findingsSchema.safeParse(await findingsItem.getValue()).data ?? nothing;
}

/** Calls back when something was noted. */
export function watchControlFindings(listener: () => void): void {
  findingsItem.watch(listener);
}
