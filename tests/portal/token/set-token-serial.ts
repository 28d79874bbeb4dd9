// Gives a SoftHSM2 token a serial number of choice, which its tools do not offer: by editing the token's object file.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SoftHsm } from './soft-hsm.ts';

/**
 * Attribute CKA_OS_TOKENSERIAL (0x8000534A), kind 3 (octets), each an 8-byte big-endian number; then the length, likewise, and
 * the octets: the file layout of SoftHSM 2.6, seen in a hex dump.
 */
const serialHeader = Buffer.from('000000008000534a0000000000000003', 'hex');

function findSerial(content: Buffer): { start: number; end: number } | undefined {
  const at = content.indexOf(serialHeader);
  if (at < 0) return undefined;
  const start = at + serialHeader.length + 8;
  return { start, end: start + Number(content.readBigUInt64BE(start - 8)) };
}

function replaceSerial(content: Buffer, { start, end }: { start: number; end: number }, serial: string): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(serial.length));
  return Buffer.concat([content.subarray(0, start - 8), length, Buffer.from(serial, 'latin1'), content.subarray(end)]);
}

/**
 * Renames the token with serial `from` to `to`: 8 to 16 letters and digits, the last 8 of them hexadecimal. SoftHSM takes the slot
 * number from those 8 and aborts when two are the same: they have to differ between the tokens of one directory.
 * No process may have the token open.
 */
export async function setTokenSerial(hsm: SoftHsm, from: string, to: string): Promise<void> {
  // The free slots that SoftHSM adds have the smallest numbers.
  if (!/^[0-9A-Za-z]{0,8}[0-9A-Fa-f]{8}$/.test(to) || Number.parseInt(to.slice(-7), 16) < 0x100)
    throw new Error(`SoftHSM cannot have a token with serial number ${to}`);
  for (const name of await readdir(hsm.tokenDirectory)) {
    const file = join(hsm.tokenDirectory, name, 'token.object');
    const content = await readFile(file);
    const place = findSerial(content);
    if (!place) throw new Error(`${file} is not laid out as SoftHSM 2.6 does`);
    if (content.toString('latin1', place.start, place.end) !== from) continue;
    await writeFile(file, replaceSerial(content, place, to));
    return;
  }
  throw new Error(`no token with serial number ${from}`);
}
