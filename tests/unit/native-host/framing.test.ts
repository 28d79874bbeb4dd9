// The frame reader: whatever the stream, however it is cut.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeFrame, type Frame, FrameReader } from '../../../native-host/framing.ts';

const payloads = fc.array(fc.string({ unit: 'grapheme', maxLength: 200 }), { maxLength: 12 });
const cuts = fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 20 });

/** The bytes in chunks whose sizes repeat. */
function* cutUp(bytes: Buffer, sizes: number[]): Generator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

test('gives back what was framed, in order, at every cut', () => {
  fc.assert(
    fc.property(payloads, cuts, (texts, sizes) => {
      const reader = new FrameReader(10_000);
      const frames: Frame[] = [];
      for (const chunk of cutUp(Buffer.concat(texts.map((text) => encodeFrame(text))), sizes))
        frames.push(...reader.push(chunk));
      expect(frames.map((frame) => ('payload' in frame ? frame.payload.toString('utf8') : frame))).toEqual(texts);
    }),
  );
});

test('passes over frames that are too long and stays in step', () => {
  fc.assert(
    fc.property(payloads, cuts, fc.integer({ min: 0, max: 60 }), (texts, sizes, maxBytes) => {
      const reader = new FrameReader(maxBytes);
      const frames: Frame[] = [];
      for (const chunk of cutUp(Buffer.concat(texts.map((text) => encodeFrame(text))), sizes))
        frames.push(...reader.push(chunk));
      const expected = texts.map((text) => {
        const bytes = Buffer.byteLength(text);
        return bytes > maxBytes ? { skippedBytes: bytes } : text;
      });
      expect(frames.map((frame) => ('payload' in frame ? frame.payload.toString('utf8') : frame))).toEqual(expected);
    }),
  );
});

test('any bytes at all are read without an error', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (chunks) => {
      const reader = new FrameReader(1_000);
      for (const chunk of chunks)
        for (const frame of reader.push(Buffer.from(chunk)))
          if ('payload' in frame) expect(frame.payload.length).toBeLessThanOrEqual(1_000);
    }),
  );
});
