// How koffi reaches a PKCS#11 library: its functions by their places, and values in the memory that they expect.
// Structures as on every 64-bit Unix: CK_ULONG has 8 octets.
import koffi from 'koffi';
import type { Attribute, Handle, Mechanism } from 'pkcs11js';

export const ulongBytes = 8;
const attributeBytes = 24;
export const ulong = 'unsigned long';
export const pointer = 'void *';
/** Each function's place in CK_FUNCTION_LIST, and its parameters (pkcs11f.h, v2.40). */
const functions = {
  C_Initialize: [0, pointer],
  C_Finalize: [1, pointer],
  C_GetInfo: [2, pointer],
  C_GetSlotList: [4, 'uint8_t', pointer, pointer],
  C_GetTokenInfo: [6, ulong, pointer],
  C_GetMechanismList: [7, ulong, pointer, pointer],
  C_GetMechanismInfo: [8, ulong, ulong, pointer],
  C_InitPIN: [10, ulong, pointer, ulong],
  C_SetPIN: [11, ulong, pointer, ulong, pointer, ulong],
  C_OpenSession: [12, ulong, ulong, pointer, pointer, pointer],
  C_CloseSession: [13, ulong],
  C_GetSessionInfo: [15, ulong, pointer],
  C_Login: [18, ulong, ulong, pointer, ulong],
  C_Logout: [19, ulong],
  C_CreateObject: [20, ulong, pointer, ulong, pointer],
  C_DestroyObject: [22, ulong, ulong],
  C_GetAttributeValue: [24, ulong, ulong, pointer, ulong],
  C_SetAttributeValue: [25, ulong, ulong, pointer, ulong],
  C_FindObjectsInit: [26, ulong, pointer, ulong],
  C_FindObjects: [27, ulong, pointer, ulong, pointer],
  C_FindObjectsFinal: [28, ulong],
  C_SignInit: [42, ulong, pointer, ulong],
  C_Sign: [43, ulong, pointer, ulong, pointer, pointer],
  C_GenerateKeyPair: [59, ulong, pointer, pointer, ulong, pointer, ulong, pointer, pointer],
} as const;
export type FunctionName = keyof typeof functions;
export type Argument = number | bigint | Buffer | null;

export const readUlong = (buffer: Buffer, index = 0) => buffer.readBigUInt64LE(index * ulongBytes);
export const toUlong = (value: number | bigint) => {
  const buffer = Buffer.alloc(ulongBytes);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
};
/** Handles travel as pkcs11js has them: the bytes of a CK_ULONG. */
export const splitHandles = (buffer: Buffer, count: bigint): Handle[] =>
  Array.from({ length: Number(count) }, (_, index) => buffer.subarray(index * ulongBytes, (index + 1) * ulongBytes));

/** No PIN is a null pointer: the reader's own pad asks (PKCS#11 v2.40 §5.6). */
export const toPin = (pin: Uint8Array | null): [Buffer | null, number] =>
  pin ? [Buffer.from(pin), pin.length] : [null, 0];

/** The library's function, ready to be called. @param list address of its CK_FUNCTION_LIST */
export function bind(list: bigint, name: FunctionName): (...args: Argument[]) => number {
  const [index, ...parameters] = functions[name];
  // Two octets of version, then the pointers, each at its natural place.
  const address: bigint = koffi.decode(list, ulongBytes * (index + 1), pointer);
  return koffi.decode(address, koffi.proto(ulong, [...parameters]));
}

/** An array of CK_ATTRIBUTE: type, pointer, length. The values must live as long as the array is used. */
export function encodeTemplate(template: readonly Attribute[]): { memory: Buffer; values: readonly (Buffer | null)[] } {
  const memory = Buffer.alloc(Math.max(1, template.length) * attributeBytes);
  const values = template.map(({ value }) => encodeValue(value));
  template.forEach(({ type }, index) => {
    const value = values[index];
    memory.writeBigUInt64LE(BigInt(type), index * attributeBytes);
    memory.writeBigUInt64LE(value?.length ? BigInt(koffi.address(value)) : 0n, index * attributeBytes + 8);
    memory.writeBigUInt64LE(BigInt(value?.length ?? 0), index * attributeBytes + 16);
  });
  return { memory, values };
}

function encodeValue(value: Attribute['value']): Buffer | null {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return Buffer.of(value ? 1 : 0);
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  if (typeof value === 'number') return toUlong(value);
  return Buffer.from(value as Uint8Array);
}

/** CK_C_INITIALIZE_ARGS without functions for mutexes: four pointers, the flags, a pointer that is reserved. */
export function encodeInitializeArgs(flags: number): Buffer {
  const memory = Buffer.alloc(6 * ulongBytes);
  memory.writeBigUInt64LE(BigInt(flags), 4 * ulongBytes);
  return memory;
}

/** CK_MECHANISM without a parameter; we use none that has one. */
export function encodeMechanism({ mechanism }: Mechanism): Buffer {
  const memory = Buffer.alloc(attributeBytes);
  memory.writeBigUInt64LE(BigInt(mechanism));
  return memory;
}
