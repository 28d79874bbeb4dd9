// Names of classes and members that pages asked for and that we do not have: for the help desk. No values, no addresses.
import { storage } from '@wxt-dev/storage';

const namesItem = storage.defineItem<readonly string[]>('local:controlsUnknown', { version: 1, fallback: [] });
const limit = 100;
let queue: Promise<unknown> = Promise.resolve();

/** One after the other; a page that sends thousands is heard a hundred times. */
export function noteUnknownNames(names: readonly string[]): Promise<unknown> {
  queue = queue.then(async () => {
    const before = await namesItem.getValue();
    const added = names.filter((name) => /^[\x20-\x7e\u4e00-\u9fff]{1,120}$/.test(name) && !before.includes(name));
    if (added.length > 0 && before.length < limit) await namesItem.setValue([...before, ...added].slice(0, limit));
  });
  return queue;
}
