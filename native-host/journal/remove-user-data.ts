// What an uninstaller asks for: everything that the host keeps for this user goes, but never an order that is under way.
import { readdir, rm, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { HostPaths } from '../host-paths.ts';
import { OrderJournal } from './order-journal.ts';
import { isUnfinished } from './order-record.ts';

/**
 * Removes configuration, locks and the journal of finished orders. What is in the journal and cannot be understood counts
 * as unfinished: a newer version may know what it means.
 * @returns how many orders stay @throws the system's error when something cannot be removed
 */
export async function removeUserData({ configFile, journalFolder, lockFolder }: HostPaths): Promise<number> {
  const journal = new OrderJournal(journalFolder);
  const finished = (await journal.list()).filter((record) => !isUnfinished(record));
  for (const { draft } of finished) await journal.remove(draft.orderId);
  await rm(lockFolder, { recursive: true, force: true });
  await rm(configFile, { force: true });
  const left = await readdir(journalFolder).catch(() => []);
  const folders = [`${journalFolder}.copy`, journalFolder, dirname(journalFolder), dirname(configFile)];
  // Windows: …\shebao-cert-assistant\Data and …\Config, and the folder of the product above each.
  if (process.platform === 'win32') folders.push(dirname(dirname(journalFolder)), dirname(dirname(configFile)));
  // Each only when it is empty, which rmdir sees to.
  for (const folder of folders) await rmdir(folder).catch(() => undefined);
  return left.length;
}
