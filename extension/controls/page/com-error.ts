// Errors as COM hands them to a script: a number that pages compare, and a description that they show.

/** Numbers as scripts see them: HRESULTs as signed 32-bit integers. */
export const comNumbers = {
  /** 0x800A01AD: the control is not installed. */
  cannotCreate: -2146827859,
  /** 0x800A01B6: no such property or method. */
  noMember: -2146827850,
  /** 0x800704C7: ERROR_CANCELLED. */
  cancelled: -2147023673,
  /** 0x80070103: ERROR_NO_MORE_ITEMS. */
  noMoreItems: -2147024637,
  /** 0x80070057: E_INVALIDARG. */
  badArgument: -2147024809,
  /** 0x80004005: E_FAIL. */
  failed: -2147467259,
  /** 0x80070005: E_ACCESSDENIED. */
  accessDenied: -2147024891,
  /** 0x80092004: CRYPT_E_NOT_FOUND: nothing to do, or installed already. */
  notFound: -2146885628,
  /** 0x80880902: CAPICOM_E_CANCELLED. */
  capicomCancelled: -2138568446,
} as const;

export interface ComError extends Error {
  readonly number: number;
  readonly description: string;
}

export function makeComError(number: number, description: string): ComError {
  return Object.assign(new Error(description), { number, description });
}
