// An SKF library that lives in the helper (native-host/windows-helper), with the same functions as one that is loaded here.
import { openHelper } from '../helper-channel.ts';
import { type AnswerReader, RequestWriter } from '../helper-message.ts';
import {
  type SkfArgument,
  type SkfBinding,
  type SkfFunction,
  type SkfParameter,
  skfFunctions,
} from './skf-functions.ts';

/** As protocol.h has them. */
const skfCall = 100;
const kinds: Readonly<Record<SkfParameter, number>> = { value: 0, handle: 0, out: 1, 'block-cipher': 2 };
/** BLOCKCIPHERPARAM with a ULONG of 4 octets: ECB without padding. */
const emptyBlockCipher = Buffer.alloc(44);

export class RemoteSkf implements SkfBinding {
  readonly #ask: (request: Buffer) => AnswerReader;
  readonly #end: () => void;

  /** Starts the helper on the library. @throws Error with the system's error number when it cannot be loaded */
  constructor(helper: string, library: string) {
    const { ask, close } = openHelper(helper, library, 'skf');
    this.#ask = ask;
    this.#end = close;
  }

  /** The helper has looked for the first function of all; others answer for themselves. */
  has(): boolean {
    return true;
  }

  invoke(name: SkfFunction, args: readonly SkfArgument[]): number {
    const types: readonly SkfParameter[] = skfFunctions[name];
    const request = new RequestWriter().u8(skfCall).bytes(Buffer.from(name)).u32(args.length);
    for (const [index, argument] of args.entries()) {
      const type = types[index] ?? 'value';
      request.u8(kinds[type]).bytes(type === 'block-cipher' ? emptyBlockCipher : toBytes(argument));
    }
    const answer = this.#ask(request.finish());
    const value = answer.u32();
    for (const [index, argument] of args.entries()) {
      if (kinds[types[index] ?? 'value'] !== kinds.out) continue;
      const written = answer.bytes();
      if (Buffer.isBuffer(argument)) written.copy(argument);
    }
    return value;
  }

  close(): void {
    this.#end();
  }
}

/** A number in eight octets; memory as it is. */
function toBytes(argument: SkfArgument): Buffer | null {
  if (argument === null || Buffer.isBuffer(argument)) return argument;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(argument));
  return bytes;
}
