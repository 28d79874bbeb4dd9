// Libraries told apart by their headers.
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readArchitectures, readFileArchitectures } from '../../../native-host/token/module-architecture.ts';

function makePe(machine: number, offset = 0x80): Buffer {
  const head = Buffer.alloc(offset + 24);
  head.write('MZ', 'latin1');
  head.writeUInt32LE(offset, 0x3c);
  head.write('PE\0\0', offset, 'latin1');
  head.writeUInt16LE(machine, offset + 4);
  return head;
}

function makeElf(machine: number, isBigEndian = false): Buffer {
  const head = Buffer.alloc(64);
  head.write('\x7fELF', 'latin1');
  head[4] = 2;
  head[5] = isBigEndian ? 2 : 1;
  if (isBigEndian) head.writeUInt16BE(machine, 18);
  else head.writeUInt16LE(machine, 18);
  return head;
}

function makeFat(...types: number[]): Buffer {
  const head = Buffer.alloc(8 + types.length * 20);
  head.writeUInt32BE(0xcafebabe, 0);
  head.writeUInt32BE(types.length, 4);
  types.forEach((type, index) => {
    head.writeUInt32BE(type, 8 + index * 20);
  });
  return head;
}

describe('readArchitectures', () => {
  test.each([
    [makePe(0x8664), ['x64']],
    [makePe(0x014c), ['ia32']],
    [makePe(0xaa64, 0x200), ['arm64']],
    [makeElf(62), ['x64']],
    [makeElf(3), ['ia32']],
    [makeElf(183), ['arm64']],
    [makeElf(8, true), ['unknown']],
    [makeFat(0x01000007, 0x0100000c), ['x64', 'arm64']],
    [Buffer.from('cafebabe00000034', 'hex'), []],
    [Buffer.from('#!/bin/sh\necho no library\n'), []],
    [Buffer.alloc(0), []],
  ])('case %#', (head, expected) => {
    expect(readArchitectures(head)).toEqual(expected);
  });

  test('never throws, whatever the bytes', () => {
    const magics = fc.constantFrom('', 'MZ', '\x7fELF', '\xca\xfe\xba\xbe', '\xcf\xfa\xed\xfe');
    fc.assert(
      fc.property(magics, fc.uint8Array({ maxLength: 400 }), (magic, rest) => {
        expect(Array.isArray(readArchitectures(Buffer.concat([Buffer.from(magic, 'latin1'), rest])))).toBe(true);
      }),
    );
  });

  test('agrees with file(1) about the Node that runs us', async () => {
    expect(await readFileArchitectures(process.execPath)).toEqual([process.arch]);
    const machine = execFileSync('uname', ['-m'], { encoding: 'utf8' }).trim();
    expect({ x86_64: 'x64', aarch64: 'arm64' }[machine]).toBe(process.arch);
  });
});
