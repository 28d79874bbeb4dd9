// An SKF library in this process, called through koffi.
import koffi from 'koffi';
import { sarNotSupported } from './skf-error.ts';
import {
  type SkfArgument,
  type SkfBinding,
  type SkfFunction,
  type SkfParameter,
  skfFunctions,
} from './skf-functions.ts';
import type { UlongBytes } from './skf-structures.ts';

type TypeSpec = string | ReturnType<typeof koffi.pack>;
type Bound = (...args: unknown[]) => number;

const isWide = !['ia32', 'arm'].includes(process.arch);
/** A register holds either length of ULONG; a library with the shorter one looks at the lower half. */
const valueType = isWide ? 'uint64_t' : 'uint32_t';
/** ECB without padding. */
const emptyBlockCipher = { IV: Array.from({ length: 32 }, () => 0), IVLen: 0, PaddingType: 0, FeedBitLen: 0 };

/** Makes the type of BLOCKCIPHERPARAM for a length of ULONG. */
function makeBlockCipherType(ulongBytes: UlongBytes) {
  const ulong = ulongBytes === 8 ? 'uint64_t' : 'uint32_t';
  return koffi.pack({ IV: koffi.array('uint8_t', 32), IVLen: ulong, PaddingType: ulong, FeedBitLen: ulong });
}

export class KoffiSkf implements SkfBinding {
  readonly #library: ReturnType<typeof koffi.load>;
  readonly #bound = new Map<SkfFunction, Bound | null>();

  /** @throws Error with the loader's words when there is no library at `path` */
  constructor(path: string) {
    this.#library = koffi.load(path);
  }

  has(name: SkfFunction): boolean {
    return this.#bind(name, 4) !== null;
  }

  invoke(name: SkfFunction, args: readonly SkfArgument[], ulongBytes: UlongBytes): number {
    const bound = this.#bind(name, ulongBytes);
    if (!bound) return sarNotSupported;
    const types: readonly SkfParameter[] = skfFunctions[name];
    return bound(...args.map((argument, index) => (types[index] === 'block-cipher' ? emptyBlockCipher : argument)));
  }

  close(): void {
    this.#library.unload();
  }

  /** Null where the library has none of this name. */
  #bind(name: SkfFunction, ulongBytes: UlongBytes): Bound | null {
    const known = this.#bound.get(name);
    if (known !== undefined) return known;
    const parameters = skfFunctions[name].map((kind: SkfParameter): TypeSpec => {
      if (kind === 'block-cipher') return makeBlockCipherType(ulongBytes);
      return kind === 'out' ? 'void *' : kind === 'handle' ? 'size_t' : valueType;
    });
    let bound: Bound | null = null;
    try {
      bound = this.#library.func(name, 'uint32_t', parameters);
    } catch {
      // Libraries leave out what their tokens cannot do.
    }
    this.#bound.set(name, bound);
    return bound;
  }
}
