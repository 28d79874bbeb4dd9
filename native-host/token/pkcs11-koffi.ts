// A PKCS#11 library called through koffi: for macOS, where no compiled addon can be brought along from the Linux machine that
// builds the packages.

import koffi from 'koffi';
import type { Attribute, Handle, KeyPair, Mechanism, TemplateResult } from 'pkcs11js';
import { decodeLabel } from './decode-label.ts';
import {
  type Argument,
  bind,
  encodeInitializeArgs,
  encodeMechanism,
  encodeTemplate,
  type FunctionName,
  pointer,
  readUlong,
  splitHandles,
  toPin,
  toUlong,
  ulong,
  ulongBytes,
} from './pkcs11-koffi-memory.ts';
import type { LibraryInfo, LibraryTokenInfo, MechanismInfo, Pkcs11Library } from './pkcs11-library.ts';
import { ckr, Pkcs11Error } from './pkcs11-return-values.ts';

/** CK_TOKEN_INFO with its padding (pkcs11t.h, v2.40). */
const tokenInfoBytes = 208;
/** CK_INFO with its padding. */
const infoBytes = 88;
/** CK_UNAVAILABLE_INFORMATION, as the length of an attribute that cannot be read. */
const unavailable = 0xffff_ffff_ffff_ffffn;

export class KoffiPkcs11 implements Pkcs11Library {
  #library: ReturnType<typeof koffi.load> | null = null;
  #call: (name: FunctionName, ...args: Argument[]) => number = () => {
    throw new Error('no library is loaded');
  };

  readonly canPassNull = true;

  /** @throws Error with the loader's words when there is no library at `path`, or none of PKCS#11 */
  static load(path: string): KoffiPkcs11 {
    const library = new KoffiPkcs11();
    library.#load(path);
    return library;
  }

  #load(path: string): void {
    this.#library = koffi.load(path);
    const getList = this.#library.func('C_GetFunctionList', ulong, [koffi.out(koffi.pointer(pointer))]);
    const out: [bigint | null] = [null];
    const value: number = getList(out);
    if (value !== 0 || out[0] === null) throw new Pkcs11Error(value);
    const list = out[0];
    const made = new Map<FunctionName, (...args: Argument[]) => number>();
    this.#call = (name, ...args) => {
      const call = made.get(name) ?? bind(list, name);
      made.set(name, call);
      return call(...args);
    };
  }

  C_Initialize(flags: number | null): void {
    this.#do('C_Initialize', flags === null ? null : encodeInitializeArgs(flags));
  }

  C_Finalize(): void {
    this.#do('C_Finalize', null);
  }

  C_GetInfo(): LibraryInfo {
    const info = Buffer.alloc(infoBytes);
    this.#do('C_GetInfo', info);
    // Two octets of version; the flags stand at their natural place behind the manufacturer.
    return {
      manufacturerID: decodeLabel(info.subarray(2, 34)),
      libraryDescription: decodeLabel(info.subarray(48, 80)),
    };
  }

  C_GetSlotList(tokenPresent = false): Handle[] {
    const present = tokenPresent ? 1 : 0;
    return this.#readList((room, count) => this.#call('C_GetSlotList', present, room, count));
  }

  C_GetTokenInfo(slot: Handle): LibraryTokenInfo {
    const info = Buffer.alloc(tokenInfoBytes);
    this.#do('C_GetTokenInfo', readUlong(slot), info);
    const text = (from: number, to: number) => decodeLabel(info.subarray(from, to));
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

  C_GetMechanismInfo(slot: Handle, mechanism: number): MechanismInfo {
    const info = Buffer.alloc(3 * ulongBytes);
    this.#do('C_GetMechanismInfo', readUlong(slot), mechanism, info);
    const [minKeySize, maxKeySize, flags] = [0, 1, 2].map((index) => Number(readUlong(info, index)));
    return { minKeySize: minKeySize ?? 0, maxKeySize: maxKeySize ?? 0, flags: flags ?? 0 };
  }

  C_OpenSession(slot: Handle, flags: number): Handle {
    const session = Buffer.alloc(ulongBytes);
    this.#do('C_OpenSession', readUlong(slot), flags, null, null, session);
    return session;
  }

  C_CloseSession(session: Handle): void {
    this.#do('C_CloseSession', readUlong(session));
  }

  C_GetSessionState(session: Handle): number {
    // CK_SESSION_INFO: slot, state, flags, the device's own error.
    const info = Buffer.alloc(4 * ulongBytes);
    this.#do('C_GetSessionInfo', readUlong(session), info);
    return Number(readUlong(info, 1));
  }

  C_Login(session: Handle, userType: number, pin: Uint8Array | null): void {
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

  C_InitPIN(session: Handle, pin: Uint8Array | null): void {
    this.#do('C_InitPIN', readUlong(session), ...toPin(pin));
  }

  C_SetPIN(session: Handle, oldPin: Uint8Array | null, newPin: Uint8Array | null): void {
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
    if (value !== 0) throw new Pkcs11Error(value);
  }

  /** The standard's two calls: how many there are, then all of them. A token that comes in between costs one more round. */
  #readList(call: (room: Buffer | null, count: Buffer) => number): Handle[] {
    const count = Buffer.alloc(ulongBytes);
    const first = call(null, count);
    if (first !== 0) throw new Pkcs11Error(first);
    const room = Buffer.alloc(Number(readUlong(count)) * ulongBytes);
    const value = call(room, count);
    if (value === ckr.CKR_BUFFER_TOO_SMALL) return this.#readList(call);
    if (value !== 0) throw new Pkcs11Error(value);
    return splitHandles(room, readUlong(count));
  }
}
