// Native-messaging frames: a 32-bit length in native byte order, then that many bytes of UTF-8 JSON.
import { endianness } from 'node:os';

const headerBytes = 4;
const isLittleEndian = endianness() === 'LE';

/** A frame's payload, or the announced length of a frame that was longer than allowed and was skipped. */
export type Frame = { readonly payload: Buffer } | { readonly skippedBytes: number };

/**
 * Splits a byte stream into frames; time and memory grow linearly with its size, however it is cut into chunks.
 * A frame over `maxBytes` is read past, never held.
 */
export class FrameReader {
  readonly #maxBytes: number;
  readonly #header = Buffer.alloc(headerBytes);
  #headerFilled = 0;
  /** A payload that did not come in one chunk; each chunk is copied to its place as it comes. */
  #body: Buffer | null = null;
  #bodyFilled = 0;
  #skipBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes the next chunk of the stream. @returns the frames that it completed, in order */
  push(chunk: Buffer): Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#skipBytes > 0) {
        const skipped = Math.min(this.#skipBytes, chunk.length - at);
        this.#skipBytes -= skipped;
        at += skipped;
      } else if (this.#body) {
        const copied = chunk.copy(this.#body, this.#bodyFilled, at);
        this.#bodyFilled += copied;
        at += copied;
        if (this.#bodyFilled < this.#body.length) continue;
        frames.push({ payload: this.#body });
        this.#body = null;
      } else {
        const copied = chunk.copy(this.#header, this.#headerFilled, at);
        this.#headerFilled += copied;
        at += copied;
        if (this.#headerFilled < headerBytes) continue;
        this.#headerFilled = 0;
        at += this.#begin(chunk.subarray(at), frames);
      }
    }
    return frames;
  }

  /** Begins the payload that the header announced, with `rest` behind it. @returns how much of `rest` was used up */
  #begin(rest: Buffer, frames: Frame[]): number {
    const announced = isLittleEndian ? this.#header.readUInt32LE() : this.#header.readUInt32BE();
    if (announced > this.#maxBytes) {
      this.#skipBytes = announced;
      frames.push({ skippedBytes: announced });
      return 0;
    }
    if (announced <= rest.length) {
      frames.push({ payload: rest.subarray(0, announced) });
      return announced;
    }
    this.#body = Buffer.allocUnsafe(announced);
    this.#bodyFilled = 0;
    return 0;
  }
}

/** One frame for `json`, header included. */
export function encodeFrame(json: string): Buffer {
  const payload = Buffer.from(json, 'utf8');
  const header = Buffer.alloc(headerBytes);
  if (isLittleEndian) header.writeUInt32LE(payload.length);
  else header.writeUInt32BE(payload.length);
  return Buffer.concat([header, payload]);
}
