// A PKCS#11 library called through pkcs11js, whose two kinds of errors are made one and whose PINs are strings.
import { type Attribute, type Handle, type KeyPair, type Mechanism, PKCS11, type TemplateResult } from 'pkcs11js';
import type { LibraryInfo, LibraryTokenInfo, MechanismInfo, Pkcs11Library } from './pkcs11-library.ts';
import { Pkcs11Error } from './pkcs11-return-values.ts';

/** U+FFFD stands where octets were no UTF-8; what they were is gone. */
const lostCharacter = '\ufffd';

type ReadTokenInfo = (slot: Handle) => LibraryTokenInfo;

export class AddonPkcs11 implements Pkcs11Library {
  readonly #addon = new PKCS11();
  #readOctets: ReadTokenInfo | undefined;
  /** The addon has no way to pass NULL. */
  readonly canPassNull = false;

  /**
   * @param readOctets reads a token's texts from their octets, which the addon takes for UTF-8 whatever they are
   * @throws Error with the loader's words when there is no library at `path`, or none of PKCS#11
   */
  static load(path: string, readOctets?: ReadTokenInfo): AddonPkcs11 {
    const library = new AddonPkcs11();
    callAddon(() => library.#addon.load(path));
    library.#readOctets = readOctets;
    return library;
  }

  C_Initialize(flags: number): void {
    callAddon(() => this.#addon.C_Initialize({ flags }));
  }

  C_Finalize(): void {
    callAddon(() => this.#addon.C_Finalize());
  }

  C_GetInfo(): LibraryInfo {
    return callAddon(() => this.#addon.C_GetInfo());
  }

  C_GetSlotList(tokenPresent = false): Handle[] {
    return callAddon(() => this.#addon.C_GetSlotList(tokenPresent));
  }

  C_GetTokenInfo(slot: Handle): LibraryTokenInfo {
    const info = callAddon(() => this.#addon.C_GetTokenInfo(slot));
    const isGarbled = [info.label, info.manufacturerID, info.model, info.serialNumber].some((text) =>
      text.includes(lostCharacter),
    );
    return isGarbled ? (this.#readOctets?.(slot) ?? info) : info;
  }

  C_GetMechanismList(slot: Handle): number[] {
    return callAddon(() => this.#addon.C_GetMechanismList(slot));
  }

  C_GetMechanismInfo(slot: Handle, mechanism: number): MechanismInfo {
    return callAddon(() => this.#addon.C_GetMechanismInfo(slot, mechanism));
  }

  C_OpenSession(slot: Handle, flags: number): Handle {
    return callAddon(() => this.#addon.C_OpenSession(slot, flags));
  }

  C_CloseSession(session: Handle): void {
    callAddon(() => this.#addon.C_CloseSession(session));
  }

  C_GetSessionState(session: Handle): number {
    return callAddon(() => this.#addon.C_GetSessionInfo(session)).state;
  }

  C_Login(session: Handle, userType: number, pin: Uint8Array | null): void {
    callAddon(() => this.#addon.C_Login(session, userType, toText(pin)));
  }

  C_Logout(session: Handle): void {
    callAddon(() => this.#addon.C_Logout(session));
  }

  C_FindObjectsInit(session: Handle, template: Attribute[]): void {
    callAddon(() => this.#addon.C_FindObjectsInit(session, template));
  }

  C_FindObjects(session: Handle, maxCount: number): Handle[] {
    return callAddon(() => this.#addon.C_FindObjects(session, maxCount));
  }

  C_FindObjectsFinal(session: Handle): void {
    callAddon(() => this.#addon.C_FindObjectsFinal(session));
  }

  C_GetAttributeValue(session: Handle, object: Handle, template: Attribute[]): TemplateResult {
    return callAddon(() => this.#addon.C_GetAttributeValue(session, object, template));
  }

  C_SetAttributeValue(session: Handle, object: Handle, template: Attribute[]): void {
    callAddon(() => this.#addon.C_SetAttributeValue(session, object, template));
  }

  C_CreateObject(session: Handle, template: Attribute[]): Handle {
    return callAddon(() => this.#addon.C_CreateObject(session, template));
  }

  C_DestroyObject(session: Handle, object: Handle): void {
    callAddon(() => this.#addon.C_DestroyObject(session, object));
  }

  C_GenerateKeyPair(
    session: Handle,
    mechanism: Mechanism,
    publicTemplate: Attribute[],
    privateTemplate: Attribute[],
  ): KeyPair {
    return callAddon(() => this.#addon.C_GenerateKeyPair(session, mechanism, publicTemplate, privateTemplate));
  }

  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void {
    callAddon(() => this.#addon.C_SignInit(session, mechanism, key));
  }

  C_Sign(session: Handle, data: Buffer, room: Buffer): Buffer {
    return callAddon(() => this.#addon.C_Sign(session, data, room));
  }

  C_InitPIN(session: Handle, pin: Uint8Array | null): void {
    callAddon(() => this.#addon.C_InitPIN(session, toText(pin)));
  }

  C_SetPIN(session: Handle, oldPin: Uint8Array | null, newPin: Uint8Array | null): void {
    callAddon(() => this.#addon.C_SetPIN(session, toText(oldPin), toText(newPin)));
  }

  close(): void {
    this.#addon.close();
  }
}

/**
 * The addon cannot pass NULL, which the standard wants for a PIN that is typed on the reader (PKCS#11 v2.40 §5.6,
 * C_Login); a length of 0 is the nearest, and what OpenSC asks its pads by.
 */
const toText = (pin: Uint8Array | null) => (pin ? Buffer.from(pin).toString('utf8') : '');

/** pkcs11js 2.1.7 leaves some methods (C_CreateObject among them) without its wrapper; there the addon's own "CKR_NAME:number" comes through. */
function callAddon<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    const { message, code } = error as Error & { code?: unknown };
    if (message.startsWith('CKR_') && typeof code === 'number') throw new Pkcs11Error(code);
    const number = /^CKR_\w+:(\d+)/.exec(message)?.[1];
    throw number === undefined ? error : new Pkcs11Error(Number(number));
  }
}
