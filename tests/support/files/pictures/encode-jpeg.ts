// A baseline JPEG (ITU-T T.81) whose blocks of 8 × 8 pixels are each of one grey: enough of a picture, in grey, RGB or CMYK.
import type { GreyPage } from './draw-page.ts';

export interface JpegOptions {
  readonly components?: 1 | 3 | 4;
  /** EXIF orientation, 1–8. */
  readonly orientation?: number;
  /** Bytes of comment segments, to make the file as large as wanted. */
  readonly paddingBytes?: number;
}

const segment = (marker: number, content: readonly number[] | Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, Buffer.from(content)]);
};

function writeExif(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
}

/** Twelve DC codes of 4 bits (category = code) and one AC code of 1 bit, end of block. */
const dcTable = [0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ...Array.from({ length: 12 }, (_, n) => n)];
const acTable = [0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00];

function createBitWriter() {
  const bytes: number[] = [];
  let [held, count] = [0, 0];
  return {
    write(value: number, bits: number): void {
      for (let bit = bits - 1; bit >= 0; bit -= 1) {
        held = (held << 1) | ((value >> bit) & 1);
        count += 1;
        if (count < 8) continue;
        bytes.push(held);
        if (held === 0xff) bytes.push(0);
        [held, count] = [0, 0];
      }
    },
    end(): Buffer {
      while (count !== 0) this.write(1, 1);
      return Buffer.from(bytes);
    },
  };
}

function writeScan({ widthPx, heightPx, levels }: GreyPage, components: number): Buffer {
  const writer = createBitWriter();
  const previous = new Array<number>(components).fill(0);
  for (let top = 0; top < heightPx; top += 8) {
    for (let left = 0; left < widthPx; left += 8) {
      const level = levels[top * widthPx + left] ?? 0;
      for (let component = 0; component < components; component += 1) {
        // Grey: chroma stays in the middle; in CMYK (stored inverted) only black carries the picture.
        const isPicture = components === 4 ? component === 3 : component === 0;
        const value = isPicture ? level - 128 : components === 4 ? 127 : 0;
        const difference = value * 8 - (previous[component] ?? 0);
        previous[component] = value * 8;
        const category = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
        writer.write(category, 4);
        writer.write(difference < 0 ? difference + (1 << category) - 1 : difference, category);
        writer.write(0, 1);
      }
    }
  }
  return writer.end();
}

export function encodeJpeg(
  page: GreyPage,
  { components = 3, orientation, paddingBytes = 0 }: JpegOptions = {},
): Buffer {
  const ids = Array.from({ length: components }, (_, index) => index + 1);
  const size = [page.heightPx >> 8, page.heightPx & 255, page.widthPx >> 8, page.widthPx & 255];
  const padding: Buffer[] = [];
  for (let left = paddingBytes; left > 0; left -= 60_000)
    padding.push(segment(0xfe, Buffer.alloc(Math.min(left, 60_000), 'x')));
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(orientation === undefined ? [] : [writeExif(orientation)]),
    // Adobe's marker: transform 0 for CMYK.
    ...(components === 4 ? [segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0])] : []),
    ...padding,
    segment(0xdb, [0, ...new Array<number>(64).fill(1)]),
    segment(0xc0, [8, ...size, components, ...ids.flatMap((id) => [id, 0x11, 0])]),
    segment(0xc4, dcTable),
    segment(0xc4, acTable),
    segment(0xda, [components, ...ids.flatMap((id) => [id, 0x00]), 0, 63, 0]),
    writeScan(page, components),
    Buffer.from([0xff, 0xd9]),
  ]);
}
