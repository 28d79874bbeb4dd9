// Reads our own icons' pixels: PNG with 8 bits a channel, RGBA, not interlaced (RFC 2083).
import { inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Rows from the top, four bytes a pixel: red, green, blue, alpha. */
  readonly pixels: Uint8Array;
}

const signatureBytes = 8;
const bytesPerPixel = 4;

/** @throws Error for a PNG of another kind */
export function readPng(file: Buffer): Picture {
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  // Depth 8, colour type 6, deflate, the five filters, no interlace.
  if (file.toString('hex', 24, 29) !== '0806000000') throw new Error('this kind of PNG is not read here');
  const data: Buffer[] = [];
  for (let at = signatureBytes; at < file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(data)), width, height) };
}

function unfilter(rows: Buffer, width: number, height: number): Uint8Array {
  const stride = width * bytesPerPixel;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x < bytesPerPixel ? 0 : (pixels[y * stride + x - bytesPerPixel] ?? 0);
      const up = y === 0 ? 0 : (pixels[(y - 1) * stride + x] ?? 0);
      const corner = y === 0 || x < bytesPerPixel ? 0 : (pixels[(y - 1) * stride + x - bytesPerPixel] ?? 0);
      const predicted = [0, left, up, (left + up) >> 1, choosePaeth(left, up, corner)][filter] ?? 0;
      pixels[y * stride + x] = (rows[y * (stride + 1) + 1 + x] ?? 0) + predicted;
    }
  }
  return pixels;
}

/** The neighbour nearest to left + up − corner (RFC 2083 §6.6). */
function choosePaeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const distances = [left, up, corner].map((value) => Math.abs(estimate - value));
  const least = Math.min(...distances);
  return [left, up, corner][distances.indexOf(least)] ?? 0;
}
