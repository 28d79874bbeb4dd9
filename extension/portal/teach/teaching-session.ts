// That the clerk has asked for a page to be taught: written by our own page, used up by the background. In memory only.
import { storage } from '@wxt-dev/storage';
import * as z from 'zod/mini';

const sessionSchema = z.strictObject({ tabId: z.int(), frameId: z.int(), kind: z.string(), until: z.number() });
type Session = z.infer<typeof sessionSchema>;

const longestMs = 30 * 60_000;
const sessionItem = storage.defineItem<Session>('session:teaching');

/** There is one at a time: a new one ends the one before. */
export async function beginTeaching(place: Omit<Session, 'until'>): Promise<void> {
  await sessionItem.setValue({ ...place, until: Date.now() + longestMs });
}

/** True once for the place at which it was begun. */
export async function takeTeaching({ tabId, frameId, kind }: Omit<Session, 'until'>): Promise<boolean> {
  const { data } = sessionSchema.safeParse(await sessionItem.getValue());
  if (!data || data.tabId !== tabId || data.frameId !== frameId || data.kind !== kind || Date.now() > data.until)
    return false;
  await sessionItem.removeValue();
  return true;
}
