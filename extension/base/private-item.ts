// A value that only our own pages and the background can read. Chromium closes storage.local to content scripts
// (settings/close-storage.ts); Firefox cannot, and there the value lies in the extension's own IndexedDB, which no content
// script and no process of a page can open.
import { storage } from '@wxt-dev/storage';
import { createStore, get, set, update } from 'idb-keyval';
import { browser } from 'wxt/browser';

export interface PrivateItem {
  /** Undefined where there is none. */
  readonly read: () => Promise<unknown>;
  readonly write: (value: unknown) => Promise<void>;
  /** Calls back when it changes, here or in another window. @returns the way to stop that */
  readonly watch: (listener: () => void) => () => void;
}

/**
 * @param name also its key in storage.local, where earlier versions kept it in every browser
 * @param merge of what is kept and of what an earlier version has left in storage.local
 */
export function definePrivateItem(name: string, merge: (kept: unknown, found: unknown) => unknown): PrivateItem {
  // By name: in tests the browser's flags are texts, and 'false' is one that holds.
  return import.meta.env.BROWSER === 'firefox' ? keepInDatabase(name, merge) : keepInStorage(name);
}

/** `version` is raised together with a migration when the schema changes; the metadata key beside the item carries it. */
function keepInStorage(name: string): PrivateItem {
  const item = storage.defineItem<unknown>(`local:${name}`, { version: 1 });
  return {
    read: async () => (await item.getValue()) ?? undefined,
    write: (value) => item.setValue(value),
    watch: (listener) => item.watch(listener),
  };
}

function keepInDatabase(name: string, merge: (kept: unknown, found: unknown) => unknown): PrivateItem {
  const database = createStore('private', 'items');
  const channelName = `private-${name}`;
  let moving: Promise<void> | undefined;

  /** Into the database first: cut off in between, it is done again. */
  async function move(): Promise<void> {
    const { local } = browser.storage;
    const { [name]: found } = await local.get(name);
    if (found === undefined) return;
    await update<unknown>(name, (kept) => (kept === undefined ? found : merge(kept, found)), database);
    await local.remove([name, `${name}$`]);
  }

  return {
    async read() {
      moving ??= move().finally(() => {
        moving = undefined;
      });
      await moving;
      return get<unknown>(name, database);
    },
    async write(value) {
      await set(name, value, database);
      const channel = new BroadcastChannel(channelName);
      channel.postMessage(null);
      channel.close();
    },
    watch(listener) {
      const channel = new BroadcastChannel(channelName);
      channel.onmessage = () => listener();
      return () => channel.close();
    },
  };
}
