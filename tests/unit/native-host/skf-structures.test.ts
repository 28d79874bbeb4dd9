// What SKF libraries write into memory, in the ways in which they differ.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deviceInfoRoom,
  filler,
  guessUlongBytes,
  packDeviceInfo,
  readDeviceInfo,
  readPublicKeyBlob,
  readSignatureBlob,
} from '../../../native-host/token/skf/skf-structures.ts';

const number = fc.uint8Array({ minLength: 32, maxLength: 32 }).filter((octets) => octets.some((octet) => octet !== 0));
const room = (octets: Uint8Array, isLeft: boolean) =>
  Buffer.concat(isLeft ? [octets, Buffer.alloc(32)] : [Buffer.alloc(32), octets]);

/** A DEVINFO of eight ULONGs, as a library with this ULONG writes it. */
function writeDeviceInfo(ulongBytes: 4 | 8, ulongs: readonly number[], fillsReserved: boolean): Buffer {
  const memory = Buffer.alloc(deviceInfoRoom, filler);
  memory.fill(0, 0, 198);
  memory.write('maker', 2);
  memory.write('5A11', 162);
  for (const [index, value] of ulongs.entries()) {
    const at = 198 + index * ulongBytes;
    memory.fill(0, at, at + ulongBytes).writeUInt32LE(value, at);
  }
  const end = 198 + 8 * ulongBytes;
  if (fillsReserved) memory.fill(0, end, end + 64);
  return memory;
}

describe('DEVINFO', () => {
  test('of a library without packed structures is read like the others', () => {
    for (const gap of [Buffer.alloc(2), Buffer.alloc(2, filler)]) {
      const packed = writeDeviceInfo(4, real, true);
      const aligned = Buffer.concat([packed.subarray(0, 198), gap, packed.subarray(198)]);
      expect(readDeviceInfo(packDeviceInfo(aligned), 4)).toEqual(readDeviceInfo(packed, 4));
      expect(packDeviceInfo(packed)).toBe(packed);
    }
  });

  const real = [0x407, 0x30100, 7, 0x401, 65536, 40000, 1024, 1024];

  test.each([
    [4, true],
    [4, false],
    [8, true],
    [8, false],
  ] as const)('a ULONG of %i octets is seen, reserved octets written or not (%s)', (ulongBytes, fillsReserved) => {
    const memory = writeDeviceInfo(ulongBytes, real, fillsReserved);
    expect(guessUlongBytes(memory)).toBe(ulongBytes);
    expect(readDeviceInfo(memory, ulongBytes)).toEqual({
      ...{ manufacturer: 'maker', label: '', serialNumber: '5A11', freeBytes: 40000 },
      ...{ hasRsa: true, hasSm2: true, mayHaveSm4: true },
    });
  });

  test('a library that fills in nothing has the standard’s ULONG, and denies nothing', () => {
    const memory = writeDeviceInfo(4, [0, 0, 0, 0, 0, 0, 0, 0], true);
    expect(guessUlongBytes(memory)).toBe(4);
    expect(readDeviceInfo(memory, 4)).toMatchObject({ hasRsa: false, hasSm2: false, mayHaveSm4: true });
  });
});

describe('numbers of 32 octets in room for 64', () => {
  test('are read from the end at which they stand', () => {
    fc.assert(
      fc.property(number, number, fc.boolean(), fc.constantFrom(4 as const, 8 as const), (x, y, isLeft, ulongBytes) => {
        const plain = Buffer.concat([x, y]);
        expect(readSignatureBlob(Buffer.concat([room(x, isLeft), room(y, isLeft)]))).toEqual(plain);
        const blob = Buffer.concat([Buffer.alloc(ulongBytes), room(x, isLeft), room(y, isLeft)]);
        expect(readPublicKeyBlob(blob)).toEqual({
          value: { type: 'SM2', point: Buffer.concat([Buffer.of(4), plain]) },
          ulongBytes,
          form: { room: 64, isAtLeft: isLeft },
        });
      }),
    );
  });

  test('zeros are no key, and neither is anything of another length', () => {
    expect(readPublicKeyBlob(Buffer.alloc(132))).toBeNull();
    expect(readPublicKeyBlob(Buffer.alloc(100, 1))).toBeNull();
  });
});
