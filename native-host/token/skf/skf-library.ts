// An SKF library (GM/T 0016) called through koffi. Every call is synchronous, and throws what is not SAR_OK.
import koffi from 'koffi';

type TypeSpec = string | ReturnType<typeof koffi.pack>;

import { SkfError } from './skf-error.ts';
import { type SkfArgument, type SkfFunction, type SkfParameter, skfFunctions } from './skf-functions.ts';
import type { UlongBytes } from './skf-structures.ts';

const isWide = !['ia32', 'arm'].includes(process.arch);
const pointerBytes = isWide ? 8 : 4;
/** A register holds either length of ULONG; a library with the shorter one looks at the lower half. */
const valueType = isWide ? 'uint64_t' : 'uint32_t';
/** SKF's functions are DEVAPI, which is __stdcall on Windows of 32 bits and nothing elsewhere. */
const convention = process.platform === 'win32' && process.arch === 'ia32' ? '__stdcall' : '__cdecl';

/** Makes the type of BLOCKCIPHERPARAM for a length of ULONG. */
function makeBlockCipherType(ulongBytes: UlongBytes) {
  const ulong = ulongBytes === 8 ? 'uint64_t' : 'uint32_t';
  return koffi.pack({ IV: koffi.array('uint8_t', 32), IVLen: ulong, PaddingType: ulong, FeedBitLen: ulong });
}

/** What a library for SKF must have: without one of these it is something else. */
const probe = 'SKF_EnumDev';

export class SkfLibrary {
  readonly #library: ReturnType<typeof koffi.load>;
  readonly #bound = new Map<SkfFunction, (...args: unknown[]) => number>();
  /** How long ULONG is in its structures; the standard's 4 until something else was seen. */
  ulongBytes: UlongBytes = 4;

  /** @throws Error with the loader's words when there is no library at `path`, or none of SKF */
  constructor(path: string) {
    this.#library = koffi.load(path);
    this.#bind(probe);
  }

  /** @throws SkfError when the library answers anything but SAR_OK */
  call(name: SkfFunction, ...args: readonly SkfArgument[]): void {
    const types: readonly SkfParameter[] = skfFunctions[name];
    const given = args.map((argument, index) => (types[index] === 'block-cipher' ? emptyBlockCipher : argument));
    const value = this.#bind(name)(...given) >>> 0;
    if (value !== 0) throw new SkfError(name, value);
  }

  /** As {@link call}, for a function whose last parameter is a handle to be filled. */
  open(name: SkfFunction, ...args: readonly SkfArgument[]): bigint {
    const out = Buffer.alloc(8);
    this.call(name, ...args, out);
    return pointerBytes === 8 ? out.readBigUInt64LE() : BigInt(out.readUInt32LE());
  }

  /** As {@link call}, for a function whose last two parameters are memory and its length: asked for the length first. */
  read(name: SkfFunction, ...args: readonly SkfArgument[]): Buffer {
    const size = Buffer.alloc(8);
    this.call(name, ...args, null, size);
    const room = Buffer.alloc(Math.min(size.readUInt32LE(), mostBytes));
    // Some say less at the second call than at the first: what they wrote is what counts.
    size.fill(0);
    size.writeUInt32LE(room.length);
    if (room.length > 0) this.call(name, ...args, room, size);
    return room.subarray(0, Math.min(size.readUInt32LE(), room.length));
  }

  /** Lets the library go. */
  close(): void {
    this.#library.unload();
  }

  #bind(name: SkfFunction): (...args: unknown[]) => number {
    const known = this.#bound.get(name);
    if (known) return known;
    const parameters = skfFunctions[name].map((kind: SkfParameter): TypeSpec => {
      if (kind === 'block-cipher') return makeBlockCipherType(this.ulongBytes);
      return kind === 'out' ? 'void *' : kind === 'handle' ? 'size_t' : valueType;
    });
    const bound = this.#find(name, parameters);
    this.#bound.set(name, bound);
    return bound;
  }

  /** By its plain name, or by the one that compilers for Windows of 32 bits give to __stdcall. */
  #find(name: SkfFunction, parameters: TypeSpec[]): (...args: unknown[]) => number {
    try {
      return this.#library.func(convention, name, 'uint32_t', parameters);
    } catch (error) {
      if (convention !== '__stdcall') throw error;
      const bytes = skfFunctions[name].length * 4;
      return this.#library.func(convention, `_${name}@${bytes}`, 'uint32_t', parameters);
    }
  }
}

/** Longer answers are a mistake of the library. */
const mostBytes = 1 << 20;
/** ECB without padding. */
const emptyBlockCipher = { IV: Array.from({ length: 32 }, () => 0), IVLen: 0, PaddingType: 0, FeedBitLen: 0 };

/** A text as the library takes it. */
export function toCString(text: string | Uint8Array): Buffer {
  return Buffer.concat([typeof text === 'string' ? Buffer.from(text, 'utf8') : text, Buffer.of(0)]);
}

/** Names, each ended by NUL and all by one more: as octets, to be given back as they came. */
export function splitNames(list: Buffer): Buffer[] {
  const names: Buffer[] = [];
  let start = 0;
  for (let end = list.indexOf(0); end >= 0; end = list.indexOf(0, start)) {
    if (end > start) names.push(Buffer.from(list.subarray(start, end)));
    start = end + 1;
  }
  if (start < list.length) names.push(Buffer.from(list.subarray(start)));
  return names;
}
