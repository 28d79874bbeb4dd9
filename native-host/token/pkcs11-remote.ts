// A PKCS#11 library that lives in the helper (native-host/windows-helper), with the same functions as one that is loaded here.
import type { Attribute, Handle, KeyPair, Mechanism, TemplateResult } from 'pkcs11js';
import { type OpenHelper, openHelper } from './helper-channel.ts';
import { type AnswerReader, RequestWriter, type WireAttribute } from './helper-message.ts';
import type { LibraryInfo, LibraryTokenInfo, MechanismInfo, Pkcs11Library } from './pkcs11-library.ts';
import { Pkcs11Error } from './pkcs11-return-values.ts';

/** The functions' numbers, as protocol.h has them. */
const calls = {
  C_Initialize: 1,
  C_Finalize: 2,
  C_GetSlotList: 3,
  C_GetTokenInfo: 4,
  C_GetMechanismList: 5,
  C_OpenSession: 6,
  C_CloseSession: 7,
  C_Login: 8,
  C_Logout: 9,
  C_FindObjectsInit: 10,
  C_FindObjects: 11,
  C_FindObjectsFinal: 12,
  C_GetAttributeValue: 13,
  C_SetAttributeValue: 14,
  C_CreateObject: 15,
  C_DestroyObject: 16,
  C_GenerateKeyPair: 17,
  C_SignInit: 18,
  C_Sign: 19,
  C_InitPIN: 20,
  C_SetPIN: 21,
  C_GetMechanismInfo: 22,
  C_GetInfo: 23,
  C_GetSessionInfo: 24,
} as const;

/** In place of the flags: C_Initialize gets NULL. */
const noArguments = 0xffff_ffff_ffff_ffffn;

/** No PIN is a null pointer: the reader's own pad asks (PKCS#11 v2.40 §5.6). */
const toPin = (pin: Uint8Array | null) => pin && Buffer.from(pin);

export class RemotePkcs11 implements Pkcs11Library {
  readonly canPassNull = true;
  readonly #helper: OpenHelper;

  private constructor(helper: OpenHelper) {
    this.#helper = helper;
  }

  /** Starts the helper on the library. @throws Error with the system's error number when it cannot be loaded */
  static load(helper: string, library: string): RemotePkcs11 {
    return new RemotePkcs11(openHelper(helper, library, 'pkcs11'));
  }

  C_Initialize(flags: number | null): void {
    this.#call('C_Initialize', (request) => request.ulong(flags ?? noArguments));
  }

  C_Finalize(): void {
    this.#call('C_Finalize');
  }

  C_GetInfo(): LibraryInfo {
    const answer = this.#call('C_GetInfo');
    return { manufacturerID: answer.text(), libraryDescription: answer.text() };
  }

  C_GetSlotList(tokenPresent = false): Handle[] {
    const answer = this.#call('C_GetSlotList', (request) => request.u8(tokenPresent ? 1 : 0));
    return answer.many(() => answer.handle());
  }

  C_GetTokenInfo(slot: Handle): LibraryTokenInfo {
    const answer = this.#call('C_GetTokenInfo', (request) => request.handle(slot));
    const [label, manufacturerID, model, serialNumber] = [answer.text(), answer.text(), answer.text(), answer.text()];
    const [flags, maxPinLen, minPinLen] = [answer.ulong(), answer.ulong(), answer.ulong()];
    const [freePublicMemory, freePrivateMemory] = [answer.ulong(), answer.ulong()];
    const texts = { label, manufacturerID, model, serialNumber };
    return { ...texts, flags, maxPinLen, minPinLen, freePublicMemory, freePrivateMemory };
  }

  C_GetMechanismList(slot: Handle): number[] {
    const answer = this.#call('C_GetMechanismList', (request) => request.handle(slot));
    return answer.many(() => answer.ulong());
  }

  C_GetMechanismInfo(slot: Handle, mechanism: number): MechanismInfo {
    const answer = this.#call('C_GetMechanismInfo', (request) => request.handle(slot).ulong(mechanism));
    return { minKeySize: answer.ulong(), maxKeySize: answer.ulong(), flags: answer.ulong() };
  }

  C_OpenSession(slot: Handle, flags: number): Handle {
    return this.#call('C_OpenSession', (request) => request.handle(slot).ulong(flags)).handle();
  }

  C_CloseSession(session: Handle): void {
    this.#call('C_CloseSession', (request) => request.handle(session));
  }

  C_GetSessionState(session: Handle): number {
    return this.#call('C_GetSessionInfo', (request) => request.handle(session)).ulong();
  }

  C_Login(session: Handle, userType: number, pin: Uint8Array | null): void {
    this.#call('C_Login', (request) => request.handle(session).ulong(userType).bytes(toPin(pin)));
  }

  C_Logout(session: Handle): void {
    this.#call('C_Logout', (request) => request.handle(session));
  }

  C_FindObjectsInit(session: Handle, template: Attribute[]): void {
    this.#call('C_FindObjectsInit', (request) => request.handle(session).template(this.#encode(template)));
  }

  C_FindObjects(session: Handle, maxCount: number): Handle[] {
    const answer = this.#call('C_FindObjects', (request) => request.handle(session).ulong(maxCount));
    return answer.many(() => answer.handle());
  }

  C_FindObjectsFinal(session: Handle): void {
    this.#call('C_FindObjectsFinal', (request) => request.handle(session));
  }

  C_GetAttributeValue(session: Handle, object: Handle, template: Attribute[]): TemplateResult {
    const answer = this.#call('C_GetAttributeValue', (request) =>
      request
        .handle(session)
        .handle(object)
        .list(template.map(({ type }) => type)),
    );
    return answer.many(() => ({ type: answer.ulong(), value: answer.bytes() }));
  }

  C_SetAttributeValue(session: Handle, object: Handle, template: Attribute[]): void {
    this.#call('C_SetAttributeValue', (request) =>
      request.handle(session).handle(object).template(this.#encode(template)),
    );
  }

  C_CreateObject(session: Handle, template: Attribute[]): Handle {
    return this.#call('C_CreateObject', (request) => request.handle(session).template(this.#encode(template))).handle();
  }

  C_DestroyObject(session: Handle, object: Handle): void {
    this.#call('C_DestroyObject', (request) => request.handle(session).handle(object));
  }

  C_GenerateKeyPair(
    session: Handle,
    { mechanism }: Mechanism,
    publicTemplate: Attribute[],
    privateTemplate: Attribute[],
  ): KeyPair {
    const answer = this.#call('C_GenerateKeyPair', (request) =>
      request
        .handle(session)
        .ulong(mechanism)
        .bytes(null)
        .template(this.#encode(publicTemplate))
        .template(this.#encode(privateTemplate)),
    );
    return { publicKey: answer.handle(), privateKey: answer.handle() };
  }

  C_SignInit(session: Handle, { mechanism }: Mechanism, key: Handle): void {
    this.#call('C_SignInit', (request) => request.handle(session).ulong(mechanism).bytes(null).handle(key));
  }

  C_Sign(session: Handle, data: Buffer, room: Buffer): Buffer {
    return this.#call('C_Sign', (request) => request.handle(session).bytes(data).ulong(room.length)).bytes();
  }

  C_InitPIN(session: Handle, pin: Uint8Array | null): void {
    this.#call('C_InitPIN', (request) => request.handle(session).bytes(toPin(pin)));
  }

  C_SetPIN(session: Handle, oldPin: Uint8Array | null, newPin: Uint8Array | null): void {
    this.#call('C_SetPIN', (request) => request.handle(session).bytes(toPin(oldPin)).bytes(toPin(newPin)));
  }

  close(): void {
    this.#helper.close();
  }

  #call(
    name: keyof typeof calls,
    write: (request: RequestWriter) => RequestWriter = (request) => request,
  ): AnswerReader {
    const answer = this.#helper.ask(write(new RequestWriter().u8(calls[name])).finish());
    const value = answer.u32();
    if (value !== 0) throw new Pkcs11Error(value);
    return answer;
  }

  /** Values in the octets of the library's own platform. */
  #encode(template: readonly Attribute[]): WireAttribute[] {
    return template.map(({ type, value }) => ({ type, value: this.#encodeValue(value) }));
  }

  #encodeValue(value: Attribute['value']): Buffer | null {
    if (value === undefined) return null;
    if (typeof value === 'boolean') return Buffer.from([value ? 1 : 0]);
    if (typeof value === 'string') return Buffer.from(value, 'utf8');
    if (typeof value !== 'number') return Buffer.from(value as Uint8Array);
    const number = Buffer.alloc(this.#helper.ulongBytes);
    number.writeUInt32LE(value);
    return number;
  }
}
