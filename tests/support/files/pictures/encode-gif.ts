// A GIF89a of one or more frames, 128 grey levels. Its LZW stream only ever says "clear" and "this pixel": no table grows.
import type { GreyPage } from './draw-page.ts';

const clear = 128;
const end = 129;
/** After so many pixels the codes would become 9 bits wide. */
const pixelsPerClear = 126;

function encodeFrame({ widthPx, heightPx, levels }: GreyPage): Buffer {
  const codes: number[] = [];
  for (const [index, level] of levels.entries()) {
    if (index % pixelsPerClear === 0) codes.push(clear);
    codes.push(level >> 1);
  }
  codes.push(end);
  const descriptor = Buffer.alloc(11);
  descriptor.set([0x2c]);
  descriptor.writeUInt16LE(widthPx, 5);
  descriptor.writeUInt16LE(heightPx, 7);
  descriptor.set([7], 10);
  const blocks: Uint8Array[] = [];
  for (let at = 0; at < codes.length; at += 255) {
    const block = codes.slice(at, at + 255);
    blocks.push(Uint8Array.from([block.length, ...block]));
  }
  const delay = Uint8Array.from([0x21, 0xf9, 4, 0, 20, 0, 0, 0]);
  return Buffer.concat([delay, descriptor, ...blocks, Uint8Array.from([0])]);
}

export function encodeGif(...frames: readonly [GreyPage, ...GreyPage[]]): Buffer {
  const [{ widthPx, heightPx }] = frames;
  const header = Buffer.alloc(13);
  header.write('GIF89a', 'latin1');
  header.writeUInt16LE(widthPx, 6);
  header.writeUInt16LE(heightPx, 8);
  header.set([0xf6], 10);
  const palette = Buffer.from(Array.from({ length: 128 }, (_, index) => [index * 2, index * 2, index * 2]).flat());
  return Buffer.concat([header, palette, ...frames.map(encodeFrame), Uint8Array.from([0x3b])]);
}
