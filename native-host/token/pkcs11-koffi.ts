// A PKCS#11 library called through koffi, with the functions of pkcs11js: for macOS, where no compiled addon can be brought
// along from the Linux machine that builds the packages. Structures as on every 64-bit Unix: CK_ULONG has 8 octets.
import koffi from 'koffi';
import type { Attribute, Handle, KeyPair, Mechanism, TemplateResult } from 'pkcs11js';
import type { LibraryTokenInfo, Pkcs11Library } from './pkcs11-library.ts';
import { makePkcs11Error } from './pkcs11-return-value.ts';

const ulongBytes = 8;
const attributeBytes = 24;
/** CK_TOKEN_INFO with its padding (pkcs11t.h, v2.40). */
const tokenInfoBytes = 208;
/** CK_UNAVAILABLE_INFORMATION, as the length of an attribute that cannot be read. */
const unavailable = 0xffff_ffff_ffff_ffffn;

const ulong = 'unsigned long';
const pointer = 'void *';
/** Each function's place in CK_FUNCTION_LIST, and its parameters (pkcs11f.h, v2.40). */
const functions = {
  C_Initialize: [0, pointer],
  C_Finalize: [1, pointer],
  C_GetSlotList: [4, 'uint8_t', pointer, pointer],
  C_GetTokenInfo: [6, ulong, pointer],
  C_GetMechanismList: [7, ulong, pointer, pointer],
  C_InitPIN: [10, ulong, pointer, ulong],
  C_SetPIN: [11, ulong, pointer, ulong, pointer, ulong],
  C_OpenSession: [12, ulong, ulong, pointer, pointer, pointer],
  C_CloseSession: [13, ulong],
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
type FunctionName = keyof typeof functions;
type Argument = number | bigint | Buffer | null;

const readUlong = (buffer: Buffer, index = 0) => buffer.readBigUInt64LE(index * ulongBytes);
const toUlong = (value: number | bigint) => {
  const buffer = Buffer.alloc(ulongBytes);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
};
/** Handles travel as pkcs11js has them: the bytes of a CK_ULONG. */
const splitHandles = (buffer: Buffer, count: bigint): Handle[] =>
  Array.from({ length: Number(count) }, (_, index) => buffer.subarray(index * ulongBytes, (index + 1) * ulongBytes));

/** No PIN and an empty one are both a null pointer: the reader's own pad asks (PKCS#11 v2.40 §5.6). */
function toPin(pin: string | undefined): [Buffer | null, number] {
  const bytes = pin ? Buffer.from(pin, 'utf8') : null;
  return [bytes, bytes?.length ?? 0];
}

export class KoffiPkcs11 implements Pkcs11Library {
  #library: ReturnType<typeof koffi.load> | null = null;
  #call: (name: FunctionName, ...args: Argument[]) => number = () => {
    throw new Error('no library is loaded');
  };

  /** @throws Error with the loader's words when there is no library at `path`, or none of PKCS#11 */
  load(path: string): void {
    this.#library = koffi.load(path);
    const getList = this.#library.func('C_GetFunctionList', ulong, [koffi.out(koffi.pointer(pointer))]);
    const out: [bigint | null] = [null];
    const value: number = getList(out);
    if (value !== 0 || out[0] === null) throw makePkcs11Error(value);
    const list = out[0];
    const made = new Map<FunctionName, (...args: Argument[]) => number>();
    this.#call = (name, ...args) => {
      const call = made.get(name) ?? bind(list, name);
      made.set(name, call);
      return call(...args);
    };
  }

  C_Initialize(): void {
    this.#do('C_Initialize', null);
  }

  C_Finalize(): void {
    this.#do('C_Finalize', null);
  }

  C_GetSlotList(tokenPresent = false): Handle[] {
    const present = tokenPresent ? 1 : 0;
    return this.#readList((room, count) => this.#call('C_GetSlotList', present, room, count));
  }

  C_GetTokenInfo(slot: Handle): LibraryTokenInfo {
    const info = Buffer.alloc(tokenInfoBytes);
    this.#do('C_GetTokenInfo', readUlong(slot), info);
    const text = (from: number, to: number) => info.toString('utf8', from, to);
    const number = (offset: number) => Number(info.readBigUInt64LE(offset));
    return {
      label: text(0, 32),
      manufacturerID: text(32, 64),
      model: text(64, 80),
      serialNumber: text(80, 96),
      flags: number(96),
      maxPinLen: number(136),
      minPinLen: number(144),
      freePublicMemory: number(160),
      freePrivateMemory: number(176),
    };
  }

  C_GetMechanismList(slot: Handle): number[] {
    const list = this.#readList((room, count) => this.#call('C_GetMechanismList', readUlong(slot), room, count));
    return list.map((mechanism) => Number(readUlong(mechanism)));
  }

  C_OpenSession(slot: Handle, flags: number): Handle {
    const session = Buffer.alloc(ulongBytes);
    this.#do('C_OpenSession', readUlong(slot), flags, null, null, session);
    return session;
  }

  C_CloseSession(session: Handle): void {
    this.#do('C_CloseSession', readUlong(session));
  }

  C_Login(session: Handle, userType: number, pin?: string): void {
    this.#do('C_Login', readUlong(session), userType, ...toPin(pin));
  }

  C_Logout(session: Handle): void {
    this.#do('C_Logout', readUlong(session));
  }

  C_FindObjectsInit(session: Handle, template: Attribute[]): void {
    const { memory } = encodeTemplate(template);
    this.#do('C_FindObjectsInit', readUlong(session), memory, template.length);
  }

  C_FindObjects(session: Handle, maxCount: number): Handle[] {
    const [room, count] = [Buffer.alloc(maxCount * ulongBytes), Buffer.alloc(ulongBytes)];
    this.#do('C_FindObjects', readUlong(session), room, maxCount, count);
    return splitHandles(room, readUlong(count));
  }

  C_FindObjectsFinal(session: Handle): void {
    this.#do('C_FindObjectsFinal', readUlong(session));
  }

  C_GetAttributeValue(session: Handle, object: Handle, template: Attribute[]): TemplateResult {
    // First the lengths, then the values.
    const sizes = encodeTemplate(template.map(({ type }) => ({ type })));
    this.#do('C_GetAttributeValue', readUlong(session), readUlong(object), sizes.memory, template.length);
    const rooms = template.map(({ type }, index) => {
      const size = readUlong(sizes.memory, index * 3 + 2);
      return { type, value: Buffer.alloc(size === unavailable ? 0 : Number(size)) };
    });
    const values = encodeTemplate(rooms);
    this.#do('C_GetAttributeValue', readUlong(session), readUlong(object), values.memory, template.length);
    return rooms.map(({ type }, index) => {
      const value = values.values[index] ?? Buffer.alloc(0);
      return { type, value: value.subarray(0, Number(readUlong(values.memory, index * 3 + 2))) };
    });
  }

  C_SetAttributeValue(session: Handle, object: Handle, template: Attribute[]): void {
    const { memory } = encodeTemplate(template);
    this.#do('C_SetAttributeValue', readUlong(session), readUlong(object), memory, template.length);
  }

  C_CreateObject(session: Handle, template: Attribute[]): Handle {
    const [{ memory }, object] = [encodeTemplate(template), Buffer.alloc(ulongBytes)];
    this.#do('C_CreateObject', readUlong(session), memory, template.length, object);
    return object;
  }

  C_DestroyObject(session: Handle, object: Handle): void {
    this.#do('C_DestroyObject', readUlong(session), readUlong(object));
  }

  C_GenerateKeyPair(
    session: Handle,
    mechanism: Mechanism,
    publicTemplate: Attribute[],
    privateTemplate: Attribute[],
  ): KeyPair {
    const [publicPart, privatePart] = [encodeTemplate(publicTemplate), encodeTemplate(privateTemplate)];
    const [publicKey, privateKey] = [Buffer.alloc(ulongBytes), Buffer.alloc(ulongBytes)];
    this.#do(
      'C_GenerateKeyPair',
      readUlong(session),
      encodeMechanism(mechanism),
      publicPart.memory,
      publicTemplate.length,
      privatePart.memory,
      privateTemplate.length,
      publicKey,
      privateKey,
    );
    return { publicKey, privateKey };
  }

  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void {
    this.#do('C_SignInit', readUlong(session), encodeMechanism(mechanism), readUlong(key));
  }

  C_Sign(session: Handle, data: Buffer, room: Buffer): Buffer {
    const [input, output, length] = [Buffer.from(data), Buffer.alloc(room.length), toUlong(room.length)];
    this.#do('C_Sign', readUlong(session), input, input.length, output, length);
    return output.subarray(0, Number(readUlong(length)));
  }

  C_InitPIN(session: Handle, pin?: string): void {
    this.#do('C_InitPIN', readUlong(session), ...toPin(pin));
  }

  C_SetPIN(session: Handle, oldPin: string, newPin: string): void {
    this.#do('C_SetPIN', readUlong(session), ...toPin(oldPin), ...toPin(newPin));
  }

  close(): void {
    // A function that is called after this would jump into memory that is gone.
    this.#call = () => {
      throw new Error('the library is closed');
    };
    this.#library?.unload();
    this.#library = null;
  }

  #do(name: FunctionName, ...args: Argument[]): void {
    const value = this.#call(name, ...args);
    if (value !== 0) throw makePkcs11Error(value);
  }

  /** The standard's two calls: how many there are, then all of them. A token that comes in between costs one more round. */
  #readList(call: (room: Buffer | null, count: Buffer) => number): Handle[] {
    const count = Buffer.alloc(ulongBytes);
    const first = call(null, count);
    if (first !== 0) throw makePkcs11Error(first);
    const room = Buffer.alloc(Number(readUlong(count)) * ulongBytes);
    const value = call(room, count);
    if (value === bufferTooSmall) return this.#readList(call);
    if (value !== 0) throw makePkcs11Error(value);
    return splitHandles(room, readUlong(count));
  }
}

/** CKR_BUFFER_TOO_SMALL. */
const bufferTooSmall = 0x150;

function bind(list: bigint, name: FunctionName): (...args: Argument[]) => number {
  const [index, ...parameters] = functions[name];
  // Two octets of version, then the pointers, each at its natural place.
  const address: bigint = koffi.decode(list, ulongBytes * (index + 1), pointer);
  return koffi.decode(address, koffi.proto(ulong, [...parameters]));
}

/** An array of CK_ATTRIBUTE: type, pointer, length. The values must live as long as the array is used. */
function encodeTemplate(template: readonly Attribute[]): { memory: Buffer; values: readonly (Buffer | null)[] } {
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

/** CK_MECHANISM without a parameter; we use none that has one. */
function encodeMechanism({ mechanism }: Mechanism): Buffer {
  const memory = Buffer.alloc(attributeBytes);
  memory.writeBigUInt64LE(BigInt(mechanism));
  return memory;
}
