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
  #chunks: Buffer[] = [];
  #heldBytes = 0;
  #announcedBytes: number | null = null;
  #skipBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes the next chunk of the stream. @returns the frames that it completed, in order */
  push(chunk: Buffer): Frame[] {
    const skipped = Math.min(this.#skipBytes, chunk.length);
    this.#skipBytes -= skipped;
    if (chunk.length > skipped) this.#chunks.push(skipped > 0 ? chunk.subarray(skipped) : chunk);
    this.#heldBytes += chunk.length - skipped;

    const frames: Frame[] = [];
    while (true) {
      if (this.#announcedBytes === null) {
        if (this.#heldBytes < headerBytes) return frames;
        const header = this.#take(headerBytes);
        this.#announcedBytes = isLittleEndian ? header.readUInt32LE() : header.readUInt32BE();
      }
      const announced = this.#announcedBytes;
      if (announced > this.#maxBytes) {
        const present = Math.min(announced, this.#heldBytes);
        this.#take(present);
        this.#skipBytes = announced - present;
        this.#announcedBytes = null;
        frames.push({ skippedBytes: announced });
        continue;
      }
      if (this.#heldBytes < announced) return frames;
      this.#announcedBytes = null;
      frames.push({ payload: this.#take(announced) });
    }
  }

  /** Removes exactly `count` bytes from the front. Chunks are joined once, so no byte is copied twice. */
  #take(count: number): Buffer {
    const [first] = this.#chunks;
    const all = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#heldBytes);
    const rest = all.subarray(count);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#heldBytes = rest.length;
    return all.subarray(0, count);
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
