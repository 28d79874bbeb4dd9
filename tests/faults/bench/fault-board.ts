// What goes wrong at which call: the file that a faulty library and the runner share (`struct state` of native/fault-*.c[h]).
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';

/** Number of a fault, and its code, errno or seconds; as in the enum of the C source. */
interface Strike {
  readonly kind: number;
  readonly value?: number;
}

export interface FaultBoard {
  /** From now on calls are counted from 1, and the one at `at` goes wrong. */
  arm(strike: Strike, at: number): void;
  /** Nothing goes wrong any more. */
  disarm(): void;
  countCalls(): number;
  hasFired(): boolean;
  /** All calls since the bench was made, without their numbers: name and process, or name and file. */
  readCalls(): string[];
}

/** @param stateFile made here; @param logFile to which the library adds a line a call */
export function openFaultBoard(stateFile: string, logFile: string): FaultBoard {
  writeFileSync(stateFile, Buffer.alloc(20));
  const write = (numbers: readonly number[]) => {
    // In its place: processes have the file mapped, and must not find it shorter.
    const file = openSync(stateFile, 'r+');
    writeSync(file, Buffer.from(Int32Array.from(numbers).buffer), 0, 20, 0);
    closeSync(file);
  };
  const read = (index: number) => readFileSync(stateFile).readUInt32LE(index * 4);
  return {
    arm: ({ kind, value = 0 }, at) => write([0, at, kind, value, 0]),
    disarm: () => write([0, 0, 0, 0, 0]),
    countCalls: () => read(0),
    hasFired: () => read(4) === 1,
    readCalls: () =>
      readFileSync(logFile, { encoding: 'utf8', flag: 'a+' })
        .split('\n')
        .filter(Boolean)
        .map((line) => line.slice(line.indexOf(' ') + 1)),
  };
}
