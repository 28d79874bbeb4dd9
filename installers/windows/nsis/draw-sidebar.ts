// Draws the picture beside the setup program's first and last page: the product's icon on its own colour, as BMP.
import { type Picture, readPng } from '../read-png.ts';

/** What Modern UI has room for. */
const width = 164;
const height = 314;
const iconTop = 72;
const headerBytes = 54;

/** Colour of the icon's own ground: just below the middle of its upper edge, inside the rounded corners. */
function findGround({ width: iconWidth, pixels }: Picture): readonly number[] {
  const at = (4 * iconWidth + iconWidth / 2) * 4;
  return [...pixels.subarray(at, at + 3)];
}

/** A BMP of 24 bits (BITMAPINFOHEADER). @param icon the largest icon, PNG */
export function drawSidebar(icon: Buffer): Buffer {
  const picture = readPng(icon);
  const ground = findGround(picture);
  const left = (width - picture.width) >> 1;
  const stride = (width * 3 + 3) & ~3;
  const file = Buffer.alloc(headerBytes + stride * height);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(headerBytes, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [iconX, iconY] = [x - left, y - iconTop];
      const isIcon = iconX >= 0 && iconX < picture.width && iconY >= 0 && iconY < picture.height;
      const from = (iconY * picture.width + iconX) * 4;
      const alpha = isIcon ? (picture.pixels[from + 3] ?? 0) / 255 : 0;
      // Rows from below, blue first.
      const at = headerBytes + (height - 1 - y) * stride + x * 3;
      for (const [channel, value] of ground.entries()) {
        const over = isIcon ? (picture.pixels[from + channel] ?? 0) : 0;
        file[at + 2 - channel] = Math.round(over * alpha + value * (1 - alpha));
      }
    }
  return file;
}
