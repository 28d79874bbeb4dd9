// What can go wrong at a call of the token's module; numbers as in fault-module.c.

/** A fault of one call. */
export interface FaultKind {
  readonly name: string;
  readonly kind: number;
  /** CKR value that is answered. */
  readonly code: number;
  /** Only calls of this function can have it. */
  readonly only?: string;
  /** The call never returns: the clerk closes the browser, which kills the host. */
  readonly isHang?: boolean;
}

const fail = (name: string, code: number): FaultKind[] => [
  { name: `fail ${name}`, kind: 1, code },
  { name: `done, and fail ${name}`, kind: 2, code },
];

export const faultKinds: readonly FaultKind[] = [
  ...fail('GENERAL_ERROR', 0x05),
  ...fail('DEVICE_REMOVED', 0x32),
  { name: 'fail DEVICE_MEMORY', kind: 1, code: 0x31 },
  { name: 'fail SESSION_HANDLE_INVALID', kind: 1, code: 0xb3 },
  { name: 'lie', kind: 3, code: 0 },
  { name: 'zeros', kind: 4, code: 0 },
  { name: 'kill driver', kind: 5, code: 0 },
  { name: 'done, and kill driver', kind: 6, code: 0 },
  { name: 'kill host', kind: 7, code: 0 },
  { name: 'done, and kill host', kind: 8, code: 0 },
  { name: 'done, and kill both', kind: 9, code: 0 },
  { name: 'hang', kind: 10, code: 0, isHang: true },
  { name: 'slow', kind: 11, code: 0 },
  { name: 'torn: no private half', kind: 12, code: 0, only: 'C_GenerateKeyPair' },
  { name: 'torn: no public half', kind: 13, code: 0, only: 'C_GenerateKeyPair' },
];
