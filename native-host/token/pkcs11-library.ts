// What the PKCS#11 driver calls of a library: pkcs11js' own object is one, the helper's other end is another.
import type { Attribute, Handle, KeyPair, Mechanism, TemplateResult, TokenInfo } from 'pkcs11js';

/** As far as it is used. */
export type LibraryTokenInfo = Pick<
  TokenInfo,
  | 'label'
  | 'manufacturerID'
  | 'model'
  | 'serialNumber'
  | 'flags'
  | 'maxPinLen'
  | 'minPinLen'
  | 'freePublicMemory'
  | 'freePrivateMemory'
>;

/** Functions of the standard, in pkcs11js' form: synchronous, throwing an error whose message begins with the CKR's name. */
export interface Pkcs11Library {
  C_Initialize(): void;
  C_Finalize(): void;
  C_GetSlotList(tokenPresent?: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): LibraryTokenInfo;
  C_GetMechanismList(slot: Handle): number[];
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  C_Login(session: Handle, userType: number, pin?: string): void;
  C_Logout(session: Handle): void;
  C_FindObjectsInit(session: Handle, template: Attribute[]): void;
  C_FindObjects(session: Handle, maxCount: number): Handle[];
  C_FindObjectsFinal(session: Handle): void;
  C_GetAttributeValue(session: Handle, object: Handle, template: Attribute[]): TemplateResult;
  C_SetAttributeValue(session: Handle, object: Handle, template: Attribute[]): void;
  C_CreateObject(session: Handle, template: Attribute[]): Handle;
  C_DestroyObject(session: Handle, object: Handle): void;
  C_GenerateKeyPair(
    session: Handle,
    mechanism: Mechanism,
    publicTemplate: Attribute[],
    privateTemplate: Attribute[],
  ): KeyPair;
  C_SignInit(session: Handle, mechanism: Mechanism, key: Handle): void;
  C_Sign(session: Handle, data: Buffer, room: Buffer): Buffer;
  C_InitPIN(session: Handle, pin?: string): void;
  C_SetPIN(session: Handle, oldPin: string, newPin: string): void;
  /** Lets the library go. */
  close(): void;
}
