// What can go wrong at a call of the token's library; numbers as in native/fault-call.h.
import { atTokenCall, type Fault, placesOf } from './fault.ts';

interface TokenFault {
  readonly name: string;
  readonly kind: number;
  /** What PKCS#11 and SKF answer (CKR_*, SAR_*); SKF has none where the fault is not one of its own. */
  readonly codes?: readonly [number, number?];
  /** Only calls of this function can have it. */
  readonly only?: string;
  readonly isHang?: boolean;
  readonly isPkcs11?: boolean;
}

const fail = (name: string, ...codes: [number, number?]): TokenFault[] => [
  { name: `fail ${name}`, kind: 1, codes },
  { name: `done, and fail ${name}`, kind: 2, codes, isPkcs11: true },
];

const table: readonly TokenFault[] = [
  ...fail('GENERAL_ERROR', 0x05, 0x0a000001),
  ...fail('DEVICE_REMOVED', 0x32, 0x0a000023),
  { name: 'fail DEVICE_MEMORY', kind: 1, codes: [0x31, 0x0a000030] },
  { name: 'fail SESSION_HANDLE_INVALID', kind: 1, codes: [0xb3, 0x0a000005] },
  { name: 'lie', kind: 3, isPkcs11: true },
  { name: 'zeros', kind: 4, isPkcs11: true },
  { name: 'kill driver', kind: 5 },
  { name: 'done, and kill driver', kind: 6, isPkcs11: true },
  { name: 'kill host', kind: 7 },
  { name: 'done, and kill host', kind: 8, isPkcs11: true },
  { name: 'done, and kill both', kind: 9 },
  { name: 'hang', kind: 10, isHang: true },
  { name: 'slow', kind: 11 },
  { name: 'torn: no private half', kind: 12, only: 'C_GenerateKeyPair' },
  { name: 'torn: no public half', kind: 13, only: 'C_GenerateKeyPair' },
];

const isSkf = (calls: readonly string[]) => calls.some((name) => name.startsWith('SKF_'));

function make({ name, kind, codes, only, isHang, isPkcs11 }: TokenFault): Fault {
  return {
    name,
    layer: 'token',
    ...(isHang ? { isHang } : {}),
    list: ({ tokenCalls }, { twin }) =>
      (isPkcs11 && isSkf(tokenCalls)) || twin === 'swap'
        ? []
        : placesOf(tokenCalls, (call) => only === undefined || only === call),
    arm({ tokenBoard, token }, at) {
      const value = codes?.[token.driver.kind === 'skf' ? 1 : 0] ?? 0;
      tokenBoard.arm({ kind, value }, at);
    },
    hasStruck: atTokenCall,
  };
}

/** Another token is in the reader from this call on, with the same number and label; the clerk puts the right one back. */
const swap: Fault = {
  name: 'swap',
  layer: 'token',
  list: ({ tokenCalls }, { twin }) => (twin === 'swap' ? placesOf(tokenCalls) : []),
  arm: ({ tokenBoard }, at) => tokenBoard.arm({ kind: 15 }, at),
  hasStruck: atTokenCall,
};

export const tokenFaults: readonly Fault[] = [...table.map(make), swap];
