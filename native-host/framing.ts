// Native-messaging frames: a 32-bit length in native byte order, then that many bytes of UTF-8 JSON.
import { endianness } from 'node:os';
import type { Readable } from 'node:stream';

const headerBytes = 4;
const isLittleEndian = endianness() === 'LE';

/** A frame's payload, or the announced length of a frame that was longer than allowed and was skipped. */
export type Frame = { readonly payload: Buffer } | { readonly skippedBytes: number };

/**
 * Splits a byte stream into frames; time and memory grow linearly with its size, however it is cut into chunks.
 * A frame over `maxBytes` is read past, never held. Bytes of an unfinished frame at the end of the stream are dropped:
 * the browser has gone, nobody waits for an answer.
 */
export async function* readFrames(input: Readable, maxBytes: number): AsyncGenerator<Frame> {
  let chunks: Buffer[] = [];
  let heldBytes = 0;
  let announcedBytes: number | null = null;
  let skipBytes = 0;

  /** Removes exactly `count` bytes from the front; joins chunks once, so nothing is copied twice. */
  const take = (count: number): Buffer => {
    const all = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, heldBytes);
    const rest = all.subarray(count);
    chunks = rest.length > 0 ? [rest] : [];
    heldBytes = rest.length;
    return all.subarray(0, count);
  };

  for await (const chunk of input as AsyncIterable<Buffer>) {
    let part = chunk;
    if (skipBytes > 0) {
      const skipped = Math.min(skipBytes, part.length);
      skipBytes -= skipped;
      part = part.subarray(skipped);
      if (skipBytes > 0) continue;
    }
    if (part.length > 0) chunks.push(part);
    heldBytes += part.length;

    while (true) {
      if (announcedBytes === null) {
        if (heldBytes < headerBytes) break;
        const header = take(headerBytes);
        announcedBytes = isLittleEndian ? header.readUInt32LE() : header.readUInt32BE();
        if (announcedBytes > maxBytes) {
          const present = Math.min(announcedBytes, heldBytes);
          take(present);
          skipBytes = announcedBytes - present;
          yield { skippedBytes: announcedBytes };
          announcedBytes = null;
          continue;
        }
      }
      if (heldBytes < announcedBytes) break;
      const payload = take(announcedBytes);
      announcedBytes = null;
      yield { payload };
    }
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
