// Numbers and octets of the helper's messages (native-host/windows-helper/protocol.h).
import { decodeLabel } from './decode-label.ts';

const nullLength = 0xffffffff;
/** CK_UNAVAILABLE_INFORMATION, in the width in which it travels. */
const unavailable = 0xffff_ffff_ffff_ffffn;

/** An attribute as it travels: its value is in octets already, or missing. */
export interface WireAttribute {
  readonly type: number;
  readonly value: Buffer | null;
}

/** Puts a request together; the parts come in the order of the protocol. */
export class RequestWriter {
  readonly #parts: Buffer[] = [];

  u8(value: number): this {
    this.#parts.push(Buffer.from([value]));
    return this;
  }

  u32(value: number): this {
    const part = Buffer.alloc(4);
    part.writeUInt32LE(value);
    this.#parts.push(part);
    return this;
  }

  ulong(value: number | bigint): this {
    const part = Buffer.alloc(8);
    part.writeBigUInt64LE(BigInt(value));
    this.#parts.push(part);
    return this;
  }

  /** A handle as this side keeps it: the eight octets that came. */
  handle(handle: Buffer): this {
    this.#parts.push(handle);
    return this;
  }

  bytes(value: Buffer | null): this {
    if (value === null) return this.u32(nullLength);
    this.u32(value.length);
    this.#parts.push(value);
    return this;
  }

  list(values: readonly number[]): this {
    this.u32(values.length);
    for (const value of values) this.ulong(value);
    return this;
  }

  template(attributes: readonly WireAttribute[]): this {
    this.u32(attributes.length);
    for (const { type, value } of attributes) this.ulong(type).bytes(value);
    return this;
  }

  /** The message with its length in front. */
  finish(): Buffer {
    const body = Buffer.concat(this.#parts);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(body.length);
    return Buffer.concat([head, body]);
  }
}

/** Takes an answer apart. @throws RangeError when it is shorter than the protocol says */
export class AnswerReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #take(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) throw new RangeError('the helper said less than it should');
    this.#at += length;
    return at;
  }

  u8(): number {
    return this.#bytes.readUInt8(this.#take(1));
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  /** Minus one stands for "not available". */
  ulong(): number {
    const value = this.#bytes.readBigUInt64LE(this.#take(8));
    return value === unavailable ? -1 : Number(value);
  }

  handle(): Buffer {
    const at = this.#take(8);
    return Buffer.from(this.#bytes.subarray(at, at + 8));
  }

  bytes(): Buffer {
    const length = this.u32();
    if (length === nullLength) return Buffer.alloc(0);
    const at = this.#take(length);
    return Buffer.from(this.#bytes.subarray(at, at + length));
  }

  text(): string {
    return decodeLabel(this.bytes());
  }

  many<T>(read: () => T): T[] {
    return Array.from({ length: this.u32() }, read);
  }
}
