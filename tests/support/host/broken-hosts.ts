// Hosts and drivers that are wrong in one way each, for tests of what is said about it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Command of a host that answers every request with one error, as an older or newer one may. */
export function answerAlways(code: string): string {
  const script = [
    'let held = Buffer.alloc(0);',
    "process.stdin.on('data', (chunk) => {",
    '  held = Buffer.concat([held, chunk]);',
    '  const length = held.readUInt32LE(0);',
    '  if (held.length < 4 + length) return;',
    '  const { id } = JSON.parse(held.subarray(4, 4 + length).toString());',
    `  const reply = Buffer.from(JSON.stringify({ id, ok: false, error: { code: '${code}', details: { hostVersion: '9', extensionVersion: '0' } } }));`,
    '  const header = Buffer.alloc(4);',
    '  header.writeUInt32LE(reply.length);',
    '  process.stdout.write(Buffer.concat([header, reply]));',
    '});',
  ].join(' ');
  return `exec ${process.execPath} -e "${script}"`;
}

/** Writes the head of a 32-bit x86 ELF library: it is told by its header, before anything loads it. @returns its path */
export function writeForeignDriver(folder: string): string {
  const head = Buffer.alloc(64);
  head.write('\x7fELF\x01\x01\x01', 'latin1');
  head.writeUInt16LE(3, 16);
  head.writeUInt16LE(3, 18);
  const path = join(folder, 'libold_p11.so');
  writeFileSync(path, head);
  return path;
}
