// The functions of GM/T 0016 that are used, as data: what each takes. A name list, a handle and a size are what the standard says.

/**
 * `value`: BOOL or ULONG by value. `handle`: by value. `out`: memory that is read or written. `block-cipher`: BLOCKCIPHERPARAM
 * by value.
 */
export type SkfParameter = 'value' | 'handle' | 'out' | 'block-cipher';

export const skfFunctions = {
  SKF_EnumDev: ['value', 'out', 'out'],
  SKF_ConnectDev: ['out', 'out'],
  SKF_DisConnectDev: ['handle'],
  SKF_GetDevInfo: ['handle', 'out'],
  SKF_EnumApplication: ['handle', 'out', 'out'],
  SKF_OpenApplication: ['handle', 'out', 'out'],
  SKF_CloseApplication: ['handle'],
  SKF_ClearSecureState: ['handle'],
  SKF_GetPINInfo: ['handle', 'value', 'out', 'out', 'out'],
  SKF_VerifyPIN: ['handle', 'value', 'out', 'out'],
  SKF_ChangePIN: ['handle', 'value', 'out', 'out', 'out'],
  SKF_UnblockPIN: ['handle', 'out', 'out', 'out'],
  SKF_EnumContainer: ['handle', 'out', 'out'],
  SKF_CreateContainer: ['handle', 'out', 'out'],
  SKF_OpenContainer: ['handle', 'out', 'out'],
  SKF_CloseContainer: ['handle'],
  SKF_DeleteContainer: ['handle', 'out'],
  SKF_ExportPublicKey: ['handle', 'value', 'out', 'out'],
  SKF_ExportCertificate: ['handle', 'value', 'out', 'out'],
  SKF_ImportCertificate: ['handle', 'value', 'out', 'value'],
  SKF_GenECCKeyPair: ['handle', 'value', 'out'],
  SKF_GenRSAKeyPair: ['handle', 'value', 'out'],
  SKF_ECCSignData: ['handle', 'out', 'value', 'out'],
  SKF_RSASignData: ['handle', 'out', 'value', 'out', 'out'],
  SKF_ImportECCKeyPair: ['handle', 'out'],
  SKF_ImportRSAKeyPair: ['handle', 'value', 'out', 'value', 'out', 'value'],
  SKF_ImportSessionKey: ['handle', 'value', 'out', 'value', 'out'],
  SKF_EncryptInit: ['handle', 'block-cipher'],
  SKF_Encrypt: ['handle', 'out', 'value', 'out', 'out'],
  SKF_CloseHandle: ['handle'],
} as const satisfies Record<string, readonly SkfParameter[]>;

export type SkfFunction = keyof typeof skfFunctions;

/** A handle is an address, or a number that looks like one. */
export type SkfArgument = number | bigint | Buffer | null;

/** How the functions of a library are reached. */
export interface SkfBinding {
  has(name: SkfFunction): boolean;
  /** @returns what the function answered; SAR_NOTSUPPORTYETERR where the library has none of this name */
  invoke(name: SkfFunction, args: readonly SkfArgument[], ulongBytes: 4 | 8): number;
  close(): void;
}
