// Puts the release's time into an MSI where msibuild wrote the clock's, so that a rebuild gives the same bytes.
import { readFile, writeFile } from 'node:fs/promises';

/** FILETIME: tenths of microseconds since 1601. */
const unixEpochMs = 11_644_473_600_000n;
const toFileTime = (timeMs: number) => (BigInt(timeMs) + unixEpochMs) * 10_000n;

/** VT_FILETIME, as it stands before the value in a property set (MS-OLEPS §2.15). */
const fileTimeType = Buffer.from([0x40, 0, 0, 0]);

/** Created and last saved, of the summary information. */
const expectedCount = 2;

/**
 * Replaces every time that was written since `startedAtMs`.
 * @throws Error when those are not two: then the file is laid out otherwise, and nothing is written
 */
export async function settleTimes(file: string, startedAtMs: number, sourceTimeS: number): Promise<void> {
  const bytes = await readFile(file);
  // msibuild may cut the fraction of the second off.
  const [earliest, latest] = [toFileTime(startedAtMs - 1000), toFileTime(Date.now() + 1000)];
  const places: number[] = [];
  for (let at = bytes.indexOf(fileTimeType); at >= 0; at = bytes.indexOf(fileTimeType, at + 1)) {
    const place = at + fileTimeType.length;
    if (place + 8 > bytes.length) break;
    const time = bytes.readBigUInt64LE(place);
    if (time >= earliest && time <= latest) places.push(place);
  }
  if (places.length !== expectedCount) throw new Error(`${file} has ${places.length} times of this build in it`);
  for (const place of places) bytes.writeBigUInt64LE(toFileTime(sourceTimeS * 1000), place);
  await writeFile(file, bytes);
}
