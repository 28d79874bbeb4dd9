// Reads from a library's header for which machine it was built, before anything tries to load it.
import { open } from 'node:fs/promises';

/** Node's names (process.arch). */
export type Architecture = 'x64' | 'ia32' | 'arm64' | 'arm' | 'unknown';

type Machines = ReadonlyMap<number, Architecture>;

/** Enough for every header read here: a PE header may lie behind a long DOS stub. */
const headBytes = 4096;

// PE/COFF specification, "Machine Types".
const peMachines: Machines = new Map([
  [0x8664, 'x64'],
  [0x014c, 'ia32'],
  [0xaa64, 'arm64'],
  [0x01c4, 'arm'],
]);
// System V ABI, e_machine.
const elfMachines: Machines = new Map([
  [0x3e, 'x64'],
  [0x03, 'ia32'],
  [0xb7, 'arm64'],
  [0x28, 'arm'],
]);
// mach/machine.h, cputype.
const machMachines: Machines = new Map([
  [0x0100_0007, 'x64'],
  [0x0000_0007, 'ia32'],
  [0x0100_000c, 'arm64'],
  [0x0000_000c, 'arm'],
]);

/**
 * Architectures for which the library in `head` (its first bytes) was built: one, or several for a universal Mach-O.
 * `[]` when it is no library of a known form.
 */
export function readArchitectures(head: Buffer): Architecture[] {
  if (head.length < 20) return [];
  if (head.readUInt32BE(0) === 0x7f454c46) {
    const machine = head[5] === 2 ? head.readUInt16BE(18) : head.readUInt16LE(18);
    return [elfMachines.get(machine) ?? 'unknown'];
  }
  if (head.readUInt16LE(0) === 0x5a4d) {
    if (head.length < 0x40) return [];
    const offset = head.readUInt32LE(0x3c);
    if (offset + 6 > head.length || head.readUInt32LE(offset) !== 0x00004550) return [];
    return [peMachines.get(head.readUInt16LE(offset + 4)) ?? 'unknown'];
  }
  const magic = head.readUInt32LE(0);
  if (magic === 0xfeedfacf || magic === 0xfeedface) return [machMachines.get(head.readUInt32LE(4)) ?? 'unknown'];
  if (head.readUInt32BE(0) === 0xcafebabe) {
    // A fat header and a Java class file share this magic; a class file's "count" is its version, 45 or more.
    const count = head.readUInt32BE(4);
    if (count > 16 || head.length < 8 + count * 20) return [];
    return Array.from(
      { length: count },
      (_, index) => machMachines.get(head.readUInt32BE(8 + index * 20)) ?? 'unknown',
    );
  }
  return [];
}

/** As {@link readArchitectures}, for the file at `path`. @throws the system's error when it cannot be read */
export async function readFileArchitectures(path: string): Promise<Architecture[]> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(head, 0, headBytes, 0);
    return readArchitectures(head.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
