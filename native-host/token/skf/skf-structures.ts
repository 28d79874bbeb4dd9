// The structures of GM/T 0016 in memory, without padding (#pragma pack(1)). ULONG has 4 octets by the standard and 8 in some
// libraries for Linux, which nothing declares: it is seen from what they write.

import type { Sm2Cipher } from '../../../shared/sm2.ts';
import type { Sm2EnvelopedKey } from '../../sm2/enveloped-key.ts';
import { decodeLabel } from '../decode-label.ts';
import type { PublicKeyValue } from '../public-key.ts';

export type UlongBytes = 4 | 8;

/** More than any DEVINFO, so that a longer one does no harm. */
export const deviceInfoRoom = 4096;
/** Octets before the first ULONG of DEVINFO: three VERSIONs and four texts. */
const textsEnd = 198;
const ulongCount = 8;
const reservedBytes = 64;
/** What the memory holds before the library writes. */
export const filler = 0xa5;

/** Where the 32 octets of a number stand, and in how many. */
export interface NumberForm {
  readonly room: 32 | 64;
  readonly isAtLeft: boolean;
}
/** GM/T 0016; early drafts had room for 32 octets, and some libraries fill the left end. */
export const standardForm: NumberForm = { room: 64, isAtLeft: false };

export interface DeviceInfo {
  readonly manufacturer: string;
  readonly label: string;
  readonly serialNumber: string;
  readonly freeBytes: number;
  /** By the kinds of keys that the device says it has (AlgAsymCap); both false where it says nothing. */
  readonly hasRsa: boolean;
  readonly hasSm2: boolean;
  /** False only where the device names its ciphers (AlgSymCap), and SM4 is none of them. */
  readonly mayHaveSm4: boolean;
}

/** Families of SGD numbers (GM/T 0006) in AlgAsymCap. */
const rsaFamily = 0x0001_0000;
const sm2Family = 0x0002_0000;
const sm4Family = 0x0000_0400;

/** Texts end with NUL, or with their room; in UTF-8, or in GBK as Windows has it. */
export function decodeText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeLabel(end < 0 ? bytes : bytes.subarray(0, end));
}

/**
 * Without the two octets that stand before the first ULONG in a library that was not built with packed structures: they are
 * zeros or not written, and no set of ciphers (AlgSymCap) has only zeros there and anything above.
 */
export function packDeviceInfo(memory: Buffer): Buffer {
  const gap = memory.readUInt16LE(textsEnd);
  const isAligned =
    (gap === 0 || gap === filler * 0x101) && ![0, filler * 0x101].includes(memory.readUInt16LE(textsEnd + 2));
  return isAligned
    ? Buffer.concat([memory.subarray(0, textsEnd), memory.subarray(textsEnd + 2), Buffer.alloc(2, filler)])
    : memory;
}

/**
 * How long ULONG is in the library that wrote this DEVINFO into memory full of {@link filler}: with 8 octets, every upper half is
 * 0, and something stands where with 4 there is nothing: behind the structure, or in what is reserved.
 */
export function guessUlongBytes(memory: Buffer): UlongBytes {
  const shortEnd = textsEnd + ulongCount * 4 + reservedBytes;
  const longEnd = textsEnd + ulongCount * 8 + reservedBytes;
  const isWrittenOn = memory.subarray(shortEnd, longEnd).some((octet) => octet !== filler);
  const highs = Array.from({ length: ulongCount }, (_, index) => memory.readUInt32LE(textsEnd + index * 8 + 4));
  const lows = Array.from({ length: ulongCount }, (_, index) => memory.readUInt32LE(textsEnd + index * 8));
  const isReservedUsed = lows.slice(ulongCount / 2).some((low) => low !== 0);
  const isLong = isWrittenOn || isReservedUsed;
  return isLong && highs.every((high) => high === 0) && lows.some((low) => low !== 0) ? 8 : 4;
}

export function readDeviceInfo(memory: Buffer, ulongBytes: UlongBytes): DeviceInfo {
  const text = (from: number, length: number) => decodeText(memory.subarray(from, from + length));
  const [ciphers, keys] = [memory.readUInt32LE(textsEnd), memory.readUInt32LE(textsEnd + ulongBytes)];
  return {
    manufacturer: text(2, 64),
    label: text(130, 32),
    serialNumber: text(162, 32),
    freeBytes: memory.readUInt32LE(textsEnd + 5 * ulongBytes),
    hasRsa: (keys & rsaFamily) !== 0,
    hasSm2: (keys & sm2Family) !== 0,
    mayHaveSm4: ciphers === 0 || (ciphers & sm4Family) !== 0,
  };
}

/** The sixth ULONG may be anything in a library that does not fill it. */
export const isPlausibleSize = (bytes: number) => bytes > 0 && bytes < 0x1000_0000;

interface ReadPublicKey {
  readonly value: PublicKeyValue;
  readonly ulongBytes: UlongBytes;
  /** Of SM2. */
  readonly form?: NumberForm;
}

/** Longer than any structure: the library did not say how much of the room it filled, but the structures begin with what they are. */
function cutUnsaid(blob: Buffer, ulongBytes: UlongBytes): Buffer {
  if (blob.length <= 280) return blob;
  const isAtOnce = blob.readUInt32LE(0) === 256;
  if (!isAtOnce) return blob.subarray(0, 2 * ulongBytes + 260);
  const [wide, narrow] = [blob.subarray(ulongBytes + 64, ulongBytes + 128), ulongBytes + 64];
  return blob.subarray(0, wide.every((octet) => octet === 0) ? narrow : ulongBytes + 128);
}

function readSm2Blob(blob: Buffer, ulongBytes: UlongBytes, room: 32 | 64): ReadPublicKey | null {
  const numbers = blob.subarray(ulongBytes);
  // An empty container shows zeros in some libraries.
  if (numbers.every((octet) => octet === 0)) return null;
  const isAtLeft = room === 64 && [...numbers.subarray(32, 64), ...numbers.subarray(96)].every((octet) => octet === 0);
  const form = { room, isAtLeft };
  return { value: { type: 'SM2', point: Buffer.concat([Buffer.of(4), readNumbers(numbers, form)]) }, ulongBytes, form };
}

/** Of an ECCPUBLICKEYBLOB or RSAPUBLICKEYBLOB, as the library said how long it is; null when it is neither. */
export function readPublicKeyBlob(written: Buffer, knownUlong: UlongBytes = 4): ReadPublicKey | null {
  const blob = cutUnsaid(written, knownUlong);
  for (const ulongBytes of [4, 8] as const) {
    for (const room of [64, 32] as const)
      if (blob.length === ulongBytes + 2 * room) return readSm2Blob(blob, ulongBytes, room);
    // Unpacked, with a ULONG of 8 octets, four more stand behind the exponent.
    if (blob.length === 2 * ulongBytes + 260 || (ulongBytes === 8 && blob.length === 280)) {
      const bits = blob.readUInt32LE(ulongBytes);
      const modulus = readModulus(blob.subarray(2 * ulongBytes, 2 * ulongBytes + 256), bits);
      const exponent = blob.subarray(2 * ulongBytes + 256, 2 * ulongBytes + 260);
      return modulus && { value: { type: 'RSA', modulus, exponent: stripZeros(exponent) }, ulongBytes };
    }
  }
  return null;
}

/** 32 octets in room for 64: at its right end by the standard, at the left one in some libraries. */
function readNumber(blob: Buffer, at: number): Buffer {
  const right = blob.subarray(at + 32, at + 64);
  return right.some((octet) => octet !== 0) ? right : blob.subarray(at, at + 32);
}

function readNumbers(blob: Buffer, { room }: NumberForm): Buffer {
  return room === 32 ? blob.subarray(0, 64) : Buffer.concat([readNumber(blob, 0), readNumber(blob, 64)]);
}

/** A shorter modulus stands at the left end in some libraries and at the right end in others. */
function readModulus(room: Buffer, bits: number): Buffer | null {
  const length = bits / 8;
  if (length !== 128 && length !== 256) return null;
  const isAtLeft = room.subarray(0, room.length - length).some((octet) => octet !== 0) || length === room.length;
  return isAtLeft ? room.subarray(0, length) : room.subarray(room.length - length);
}

function stripZeros(bytes: Buffer): Buffer {
  const first = bytes.findIndex((octet) => octet !== 0);
  return bytes.subarray(first < 0 ? bytes.length - 1 : first);
}

/** ECCSIGNATUREBLOB to r‖s of 64 octets. */
export function readSignatureBlob(blob: Buffer, form = standardForm): Buffer {
  return readNumbers(blob, form);
}

function inRoom(value: Uint8Array, { room, isAtLeft }: NumberForm): Buffer {
  const rest = Buffer.alloc(room - value.length);
  return Buffer.concat(isAtLeft ? [value, rest] : [rest, value]);
}

function ulong(value: number, ulongBytes: UlongBytes): Buffer {
  const bytes = Buffer.alloc(ulongBytes);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** ECCCIPHERBLOB. */
export function encodeCipherBlob({ x, y, hash, text }: Sm2Cipher, ulongBytes: UlongBytes, form = standardForm): Buffer {
  return Buffer.concat([inRoom(x, form), inRoom(y, form), hash, ulong(text.length, ulongBytes), text]);
}

/** ENVELOPEDKEYBLOB (GM/T 0016 §6.4.10). */
export function encodeEnvelopedKeyBlob(key: Sm2EnvelopedKey, ulongBytes: UlongBytes, form = standardForm): Buffer {
  return Buffer.concat([
    ulong(1, ulongBytes),
    ulong(key.algorithm, ulongBytes),
    ulong(256, ulongBytes),
    inRoom(key.encryptedPrivateKey, form),
    ulong(256, ulongBytes),
    inRoom(key.point.subarray(1, 33), form),
    inRoom(key.point.subarray(33), form),
    encodeCipherBlob(key.wrappingKey, ulongBytes, form),
  ]);
}
