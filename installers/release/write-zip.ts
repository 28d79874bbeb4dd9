// A zip whose bytes depend on nothing but names and contents of what is in it.
import { createWriteStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Release } from './release.ts';

export interface ZipEntry {
  /** With `/`, relative. */
  readonly name: string;
  readonly content: Buffer;
}

/** All files below a folder, in the order of their names. */
export async function readEntries(folder: string): Promise<ZipEntry[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
  return Promise.all(names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })));
}

/** Writes the entries in the given order, all with the release's time and as plain readable files. */
export async function writeZip(
  { sourceTimeS, isQuick }: Pick<Release, 'sourceTimeS' | 'isQuick'>,
  entries: readonly ZipEntry[],
  file: string,
): Promise<void> {
  const zip = new ZipFile();
  const written = pipeline(zip.outputStream, createWriteStream(file));
  const options = {
    mtime: toZipTime(sourceTimeS),
    forceDosTimestamp: true,
    mode: 0o100644,
    compressionLevel: isQuick ? 1 : 9,
  };
  for (const { name, content } of entries) zip.addBuffer(content, name, options);
  zip.end();
  await written;
}

/** A zip holds the time on the wall: this date shows here what the clock shows in Greenwich. */
function toZipTime(timeS: number): Date {
  const time = new Date(timeS * 1000);
  const day = [time.getUTCFullYear(), time.getUTCMonth(), time.getUTCDate()] as const;
  return new Date(...day, time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds());
}
