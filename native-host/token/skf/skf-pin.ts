// PINs of an SKF token: how many tries are left is known exactly, and none is spent to find something out.
import { AppError } from '../../../shared/errors/app-error.ts';
import type { PinState } from '../../../shared/protocol/messages.ts';
import { isSar, SkfError, type SkfPinOccasion, toSkfTokenError } from './skf-error.ts';
import { toCString } from './skf-library.ts';
import { assertSameToken, type NamedSkfToken, type SkfToken } from './skf-token.ts';

/** ulPINType (GM/T 0016 §6.3): the same in all headers seen. */
const pinTypes = { admin: 0, user: 1 } as const;
type Who = keyof typeof pinTypes;

/** Octets (GM/T 0016 §6.3.15: the least and most length of a PIN); the library tells no other limits. */
export const pinLimits = { minLength: 6, maxLength: 16 } as const;

/** What SKF_GetPINInfo tells. */
export interface SkfPinInfo {
  readonly state: Exclude<PinState, 'not-set'>;
  /** Null where the library does not count. */
  readonly triesLeft: number | null;
}

const untold: SkfPinInfo = { state: 'unknown-or-full', triesLeft: null };
/** In the memory for ulRetryCount, where the library writes nothing. */
const unwritten = 0xffff_ffff;

function makeRetryCount(): Buffer {
  const left = Buffer.alloc(8);
  left.writeUInt32LE(unwritten);
  return left;
}

/** @throws SkfError */
export function readPinInfo({ library, application }: Pick<SkfToken, 'library' | 'application'>, who: Who): SkfPinInfo {
  const [most, left, isDefault] = [Buffer.alloc(8), Buffer.alloc(8), Buffer.alloc(8)];
  try {
    library.call('SKF_GetPINInfo', application, pinTypes[who], most, left, isDefault);
  } catch (error) {
    if (isSar(error, 'SAR_DEVICE_REMOVED', 'SAR_INVALIDHANDLEERR') || !(error instanceof SkfError)) throw error;
    // A library that does not tell, for whatever reason, is none that does not work.
    return untold;
  }
  return judgeTries(most.readUInt32LE(), left.readUInt32LE());
}

/** Both 0, or more left than there ever were: a library that does not fill them in. */
function judgeTries(most: number, left: number): SkfPinInfo {
  if (most === 0 || most > 255 || left > most) return untold;
  if (left === 0) return { state: 'locked', triesLeft: 0 };
  if (left === most) return { state: 'unknown-or-full', triesLeft: left };
  return { state: left === 1 ? 'final-try' : 'some-wrong', triesLeft: left };
}

/** Refuses what would only cost the clerk a try. @throws AppError PIN_LOCKED, PIN_EMPTY, PIN_LENGTH */
export function checkPin(token: SkfToken, pin: Uint8Array | null): void {
  const { state } = readPinInfo(token, 'user');
  if (state === 'locked') throw new AppError('PIN_LOCKED', { pinState: state, triesLeft: 0 });
  checkLength(pin);
}

function checkLength(pin: Uint8Array | null, isOfAdmin = false): void {
  const bytes = pin?.length ?? 0;
  if (bytes === 0) throw new AppError('PIN_EMPTY');
  const isTooLong = !isOfAdmin && bytes > pinLimits.maxLength;
  if (bytes < pinLimits.minLength || isTooLong) throw new AppError('PIN_LENGTH', { ...pinLimits });
}

/** @throws AppError PIN_* with `pinState` and `triesLeft`, TOKEN_* */
export function logIn(token: SkfToken, pin: Uint8Array | null): void {
  const left = makeRetryCount();
  const attempt = () =>
    usePins([pin], ([bytes]) => {
      token.library.call('SKF_VerifyPIN', token.application, pinTypes.user, bytes ?? null, left);
    });
  explainPinErrors(token, 'login', left, () => {
    try {
      attempt();
    } catch (error) {
      if (!isSar(error, 'SAR_USER_ALREADY_LOGGED_IN')) throw error;
      // A state that is not ours would accept any PIN.
      token.library.call('SKF_ClearSecureState', token.application);
      attempt();
    }
  });
}

/** Changes the user PIN, and proves it. @throws AppError PIN_*, TOKEN_* */
export function changePin(token: NamedSkfToken, oldPin: Uint8Array | null, newPin: Uint8Array | null): void {
  checkPin(token, oldPin);
  checkLength(newPin);
  // First, so that a wrong old PIN and a new one that the token refuses are told apart.
  logIn(token, oldPin);
  assertSameToken(token);
  const left = makeRetryCount();
  explainPinErrors(token, 'new-pin', left, () =>
    usePins([oldPin, newPin], ([oldBytes, newBytes]) => {
      const { library, application } = token;
      library.call('SKF_ChangePIN', application, pinTypes.user, oldBytes ?? null, newBytes ?? null, left);
    }),
  );
  proveNewPin(token, newPin, oldPin);
}

/** Sets a new user PIN with the administrator's, and proves it. @throws AppError PIN_*, ADMIN_PIN_*, TOKEN_* */
export function unblockPin(token: NamedSkfToken, adminPin: Uint8Array | null, newPin: Uint8Array | null): void {
  const { state } = readPinInfo(token, 'admin');
  if (state === 'locked') throw new AppError('ADMIN_PIN_LOCKED', { pinState: state, triesLeft: 0 });
  checkLength(adminPin, true);
  checkLength(newPin);
  assertSameToken(token);
  const left = makeRetryCount();
  explainPinErrors(token, 'admin', left, () =>
    usePins([adminPin, newPin], ([adminBytes, newBytes]) => {
      token.library.call('SKF_UnblockPIN', token.application, adminBytes ?? null, newBytes ?? null, left);
    }),
  );
  proveNewPin(token, newPin, null);
}

/** A library that says OK and changed nothing must not leave the clerk with a PIN that does not work. */
function proveNewPin(token: SkfToken, newPin: Uint8Array | null, oldPin: Uint8Array | null): void {
  try {
    logIn(token, newPin);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'PIN_INCORRECT') throw error;
    // The old one was right a moment ago: it gives back the try that this cost.
    if (oldPin !== null) logIn(token, oldPin);
    throw new AppError('TOKEN_FAILED', { reason: 'PIN not changed' }, { cause: error });
  }
}

/** PINs as the library takes them, wiped after use. */
function usePins(pins: readonly (Uint8Array | null)[], work: (pins: readonly Buffer[]) => void): void {
  const texts = pins.map((pin) => toCString(pin ?? new Uint8Array()));
  try {
    work(texts);
  } finally {
    for (const text of texts) text.fill(0);
  }
}

/** @param left the ulRetryCount that the call under `work` fills in; SKF_GetPINInfo knows better, where it counts */
function explainPinErrors(token: SkfToken, occasion: SkfPinOccasion, left: Buffer, work: () => void): void {
  try {
    work();
  } catch (error) {
    const asked = isSar(error, 'SAR_PIN_INCORRECT', 'SAR_PIN_LOCKED', 'SAR_PIN_INVALID')
      ? askPinInfo(token, occasion === 'admin' ? 'admin' : 'user', left.readUInt32LE())
      : null;
    const tries = asked === null || asked.triesLeft === null ? {} : { triesLeft: asked.triesLeft };
    throw toSkfTokenError(error, asked ? { pinState: asked.state, ...tries } : {}, occasion);
  }
}

function askPinInfo(token: SkfToken, who: Who, left: number): SkfPinInfo | null {
  try {
    const told = readPinInfo(token, who);
    // A 0 beside "incorrect" is a library that does not count here either; a lock has a value of its own.
    return told.triesLeft === null && left !== unwritten && left > 0 ? judgeTries(Math.min(left + 1, 255), left) : told;
  } catch {
    // Asked only to explain a failure; that failure is what counts.
    return null;
  }
}
