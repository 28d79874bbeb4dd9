// The journal's file is damaged at each of its lines after the host was killed at each of them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultBench } from '../bench/fault-bench.ts';
import { atDiskCall, type Fault, type Place } from './fault.ts';

const killAfter = 6;
/** `at` of a place holds both: the disk call to be killed at, and the line to be damaged. */
const mostLines = 100;

function listPlaces(diskCalls: readonly string[]): Place[] {
  const lines = diskCalls.flatMap((call, index) => (/^write .*\/orders\/[^/]+\.jsonl$/.test(call) ? [index + 1] : []));
  return lines.flatMap((call, index) =>
    Array.from({ length: index + 1 }, (_, line) => ({
      at: call * mostLines + line,
      name: `line ${line + 1} of ${index + 1}`,
    })),
  );
}

/** A flipped bit in the middle, and what a bad sector or a torn write leaves. */
const damages: Readonly<Record<string, (line: string) => string>> = {
  flipped: (line) => line.slice(0, 30) + String.fromCharCode(line.charCodeAt(30) ^ 4) + line.slice(31),
  zeroed: (line) => '\0'.repeat(line.length),
  torn: (line) => line.slice(0, line.length / 2),
  gone: () => '',
};

function damage(folder: string, line: number, change: (line: string) => string): void {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.jsonl'))) {
    const lines = readFileSync(join(folder, name), 'utf8').split('\n');
    if (lines[line] === undefined) continue;
    lines[line] = change(lines[line]);
    writeFileSync(join(folder, name), lines.join('\n'));
  }
}

const make = (name: string, isMeant: (line: number) => boolean, afterwards: Fault['afterwards']): Fault => ({
  name,
  layer: 'journal',
  list: ({ diskCalls }) => listPlaces(diskCalls).filter(({ at }) => isMeant(at % mostLines)),
  arm: ({ diskBoard }, at) => diskBoard.arm({ kind: killAfter }, Math.floor(at / mostLines)),
  hasStruck: atDiskCall,
  ...(afterwards ? { afterwards } : {}),
});

const inFile = (change: (line: string) => string) => (bench: FaultBench, at: number) =>
  damage(bench.ordersFolder, at % mostLines, change);

const inBoth = (change: (line: string) => string) => (bench: FaultBench, at: number) => {
  for (const folder of [bench.ordersFolder, `${bench.ordersFolder}.copy`]) damage(folder, at % mostLines, change);
};

/** An older host kept no copy. */
const withoutCopy = (bench: FaultBench, at: number) => {
  rmSync(`${bench.ordersFolder}.copy`, { recursive: true, force: true });
  inFile((line) => line.slice(0, -20))(bench, at);
};

const always = () => true;
/** Without its first line an order is gone, which the doctor says: no fault of this runner's kind. */
const notFirst = (line: number) => line > 0;

export const journalFaults: readonly Fault[] = [
  ...Object.entries(damages).map(([name, change]) => make(`journal line ${name}`, always, inFile(change))),
  make(
    'journal line zeroed in both files',
    notFirst,
    inBoth((line) => '\0'.repeat(line.length)),
  ),
  make('journal line cut, no copy', notFirst, withoutCopy),
];
