// A greyscale PNG (W3C PNG).
import { crc32, deflateSync } from 'node:zlib';
import type { GreyPage } from './draw-page.ts';

function chunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

interface PngTurn {
  readonly orientation: number;
  /** Where the eXIf chunk stands: before or after the data. */
  readonly place: string;
}

/** A TIFF file with the orientation and nothing else. */
function writeTiff(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0', 'latin1');
  tiff.writeUInt16LE(orientation, 18);
  return tiff;
}

/** `announced` says another size in the header than the page has. */
export function encodePng(
  { widthPx, heightPx, levels }: GreyPage,
  announced = { widthPx, heightPx },
  turn?: PngTurn,
): Buffer {
  const turned = (place: string) => (turn?.place === place ? [chunk('eXIf', writeTiff(turn.orientation))] : []);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(announced.widthPx, 0);
  header.writeUInt32BE(announced.heightPx, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((widthPx + 1) * heightPx);
  for (let y = 0; y < heightPx; y += 1)
    rows.set(levels.subarray(y * widthPx, (y + 1) * widthPx), y * (widthPx + 1) + 1);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...turned('before'),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    ...turned('after'),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
