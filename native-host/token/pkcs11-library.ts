// What the PKCS#11 driver calls of a library, by whatever binding it is reached.
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

/** What a library says of itself (CK_INFO). */
export interface LibraryInfo {
  readonly manufacturerID: string;
  readonly libraryDescription: string;
}

/** Key sizes in bits for the mechanisms used here; some drivers state octets, or nothing. */
export interface MechanismInfo {
  readonly minKeySize: number;
  readonly maxKeySize: number;
  readonly flags: number;
}

/** Functions of the standard: synchronous, throwing a Pkcs11Error. A PIN of null is typed on the reader's own pad. */
export interface Pkcs11Library {
  /** Whether C_Initialize can be called with NULL. */
  readonly canPassNull: boolean;
  /** @param flags CKF_* in CK_C_INITIALIZE_ARGS; null passes NULL in place of the structure */
  C_Initialize(flags: number | null): void;
  C_Finalize(): void;
  C_GetInfo(): LibraryInfo;
  C_GetSlotList(tokenPresent?: boolean): Handle[];
  C_GetTokenInfo(slot: Handle): LibraryTokenInfo;
  C_GetMechanismList(slot: Handle): number[];
  C_GetMechanismInfo(slot: Handle, mechanism: number): MechanismInfo;
  C_OpenSession(slot: Handle, flags: number): Handle;
  C_CloseSession(session: Handle): void;
  /** CK_SESSION_INFO.state: CKS_*. */
  C_GetSessionState(session: Handle): number;
  C_Login(session: Handle, userType: number, pin: Uint8Array | null): void;
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
  C_InitPIN(session: Handle, pin: Uint8Array | null): void;
  C_SetPIN(session: Handle, oldPin: Uint8Array | null, newPin: Uint8Array | null): void;
  /** Lets the library go. */
  close(): void;
}
