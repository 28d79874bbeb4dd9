// Where the host keeps its files: can the journal be written, is there room, is the configuration file right?
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toAppError } from '../../shared/errors/app-error.ts';
import type { DoctorCheck } from '../../shared/protocol/token-care.ts';
import { readConfig } from '../config.ts';
import type { HostPaths } from '../host-paths.ts';
import { OrderJournal } from '../journal/order-journal.ts';
import { hideHome, type Machine } from '../registration/machine.ts';

/** An order takes about 20 kB; below this other things fail first. */
const wantedFreeMegabytes = 50;
/** Damaged orders that are named; more of them are one fault of the disk. */
const mostNamed = 10;

export function checkConfiguration(machine: Machine, { configFile }: HostPaths): DoctorCheck {
  const file = hideHome(machine, configFile);
  try {
    const config = readConfig(configFile);
    const details = { file, reason: 'configuration-read', drivers: config.drivers.length };
    return { check: 'configuration', status: 'ok', details };
  } catch (error) {
    // The check exists to tell of it.
    const field = String(toAppError(error).details.field ?? '');
    return { check: 'configuration', status: 'problem', details: { file, reason: 'configuration-wrong', field } };
  }
}

export async function checkJournal(machine: Machine, { journalFolder }: HostPaths): Promise<DoctorCheck> {
  const details = { folder: hideHome(machine, journalFolder) };
  try {
    await tryToWrite(journalFolder);
    const damaged = await new OrderJournal(journalFolder).listDamaged();
    if (damaged.length > 0)
      return {
        check: 'journal',
        status: 'warning',
        details: { ...details, reason: 'journal-damaged', orders: damaged.slice(0, mostNamed).join(', ') },
      };
    return { check: 'journal', status: 'ok', details: { ...details, reason: 'journal-writable' } };
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code ?? 'unknown');
    return { check: 'journal', status: 'problem', details: { ...details, reason: 'journal-not-writable', code } };
  }
}

export async function checkDiskSpace(machine: Machine, { journalFolder }: HostPaths): Promise<DoctorCheck> {
  const existing = await findExisting(journalFolder);
  const { bavail, bsize } = await statfs(existing);
  const freeMegabytes = Math.floor((bavail * bsize) / 1024 / 1024);
  const isEnough = freeMegabytes >= wantedFreeMegabytes;
  return {
    check: 'disk-space',
    status: isEnough ? 'ok' : 'problem',
    details: { folder: hideHome(machine, existing), reason: isEnough ? 'disk-enough' : 'disk-full', freeMegabytes },
  };
}

/** A check makes no folder; where there is none yet, the one above must allow it. Windows tells only by trying. */
async function tryToWrite(folder: string): Promise<void> {
  const existing = await findExisting(folder);
  const isFolder = (await stat(existing)).isDirectory();
  if (!isFolder) throw Object.assign(new Error(existing), { code: 'ENOTDIR' });
  if (existing !== folder) return access(existing, constants.W_OK);
  const file = join(folder, `.doctor-${randomUUID()}`);
  await writeFile(file, 'x', { flag: 'wx', mode: 0o600 });
  await rm(file, { force: true });
}

/** The path itself, or what exists of it from the top. */
async function findExisting(path: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere || dirname(path) === path ? path : findExisting(dirname(path));
}
