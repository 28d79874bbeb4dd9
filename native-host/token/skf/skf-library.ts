// An SKF library (GM/T 0016). Every call is synchronous, and throws what is not SAR_OK.
import { isSar, SkfError } from './skf-error.ts';
import type { SkfArgument, SkfBinding, SkfFunction } from './skf-functions.ts';
import { KoffiSkf } from './skf-koffi.ts';
import { RemoteSkf } from './skf-remote.ts';
import { type NumberForm, standardForm, type UlongBytes } from './skf-structures.ts';

/** What a library for SKF must have: without it, it is something else. */
const probe = 'SKF_EnumDev';
/** Longer answers are a mistake of the library. */
const mostBytes = 1 << 20;
/** In the memory for a length, where the library writes nothing. */
const unsaid = 0xffff_ffff;
/** Values that say something about what was asked for, and not about how it was asked. */
const plainAnswers = [
  ...['SAR_NOTSUPPORTYETERR', 'SAR_INVALIDHANDLEERR', 'SAR_DEVICE_REMOVED', 'SAR_USER_NOT_LOGGED_IN'],
  ...['SAR_KEYNOTFOUNDERR', 'SAR_CERTNOTFOUNDERR', 'SAR_FILE_NOT_EXIST', 'SAR_APPLICATION_NOT_EXISTS'],
];
/** How libraries say that a list has no names. */
const nothingThere: Partial<Record<SkfFunction, readonly string[]>> = {
  SKF_EnumDev: ['SAR_DEVICE_REMOVED', 'SAR_FILE_NOT_EXIST', 'SAR_OBJERR'],
  SKF_EnumApplication: ['SAR_APPLICATION_NOT_EXISTS', 'SAR_FILE_NOT_EXIST', 'SAR_OBJERR'],
  SKF_EnumContainer: ['SAR_FILE_NOT_EXIST', 'SAR_KEYNOTFOUNDERR', 'SAR_OBJERR'],
};
/** For libraries that do not say how long their answer will be. */
const roomUnasked = 16 * 1024;

export class SkfLibrary {
  readonly #binding: SkfBinding;
  /** How long ULONG is in its structures; the standard's 4 until something else was seen. */
  ulongBytes: UlongBytes = 4;
  /** How numbers of SM2 stand in its structures; the standard's form until a public key showed another. */
  numberForm: NumberForm = standardForm;

  /**
   * @param helper program that loads it instead, where this process cannot (native-host/windows-helper)
   * @throws Error with the loader's words when there is no library at `path`, or none of SKF
   */
  constructor(path: string, helper?: string) {
    this.#binding = helper === undefined ? new KoffiSkf(path) : new RemoteSkf(helper, path);
    if (!this.#binding.has(probe)) throw new Error(`${probe} is not in the library`);
  }

  /** @throws SkfError when the library answers anything but SAR_OK */
  call(name: SkfFunction, ...args: readonly SkfArgument[]): void {
    const value = this.#binding.invoke(name, args, this.ulongBytes) >>> 0;
    if (value !== 0) throw new SkfError(name, value);
  }

  /** As {@link call}, for a function whose last parameter is a handle to be filled: shorter ones leave zeros behind them. */
  open(name: SkfFunction, ...args: readonly SkfArgument[]): bigint {
    const out = Buffer.alloc(8);
    this.call(name, ...args, out);
    return out.readBigUInt64LE();
  }

  /** As {@link call}, for a function whose last two parameters are memory and its length: asked for the length first. */
  read(name: SkfFunction, ...args: readonly SkfArgument[]): Buffer {
    const size = Buffer.alloc(8);
    const room = Buffer.alloc(Math.min(this.#askLength(name, args, size), mostBytes));
    // Some say less at the second call than at the first: what they wrote is what counts.
    size.fill(0);
    size.writeUInt32LE(room.length);
    if (room.length > 0) this.call(name, ...args, room, size);
    return room.subarray(0, Math.min(size.readUInt32LE(), room.length));
  }

  /** Lets the library go. */
  close(): void {
    this.#binding.close();
  }

  /** Not every library answers a question without room for the answer: some refuse it, each with a value of its own, and some say OK and nothing. */
  #askLength(name: SkfFunction, args: readonly SkfArgument[], size: Buffer): number {
    size.writeUInt32LE(unsaid);
    try {
      this.call(name, ...args, null, size);
    } catch (error) {
      if (isSar(error, ...plainAnswers)) throw error;
    }
    const length = size.readUInt32LE();
    return length === unsaid ? roomUnasked : length;
  }

  /** As {@link read}, for names: a list without any is an error in some libraries. */
  readNames(name: SkfFunction, ...args: readonly SkfArgument[]): Buffer[] {
    try {
      return splitNames(this.read(name, ...args));
    } catch (error) {
      if (isSar(error, ...(nothingThere[name] ?? []))) return [];
      throw error;
    }
  }
}

/** A text as the library takes it. */
export function toCString(text: string | Uint8Array): Buffer {
  return Buffer.concat([typeof text === 'string' ? Buffer.from(text, 'utf8') : text, Buffer.of(0)]);
}

/** Names, each ended by NUL and all by one more: as octets, to be given back as they came. */
function splitNames(list: Buffer): Buffer[] {
  const names: Buffer[] = [];
  let start = 0;
  for (let end = list.indexOf(0); end >= 0; end = list.indexOf(0, start)) {
    if (end > start) names.push(Buffer.from(list.subarray(start, end)));
    start = end + 1;
  }
  if (start < list.length) names.push(Buffer.from(list.subarray(start)));
  return names;
}
