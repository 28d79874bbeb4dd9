// A 24-bit BMP, rows from bottom to top.
import type { GreyPage } from './draw-page.ts';

export function encodeBmp({ widthPx, heightPx, levels }: GreyPage): Buffer {
  const rowBytes = Math.ceil((widthPx * 3) / 4) * 4;
  const file = Buffer.alloc(54 + rowBytes * heightPx);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(widthPx, 18);
  file.writeInt32LE(heightPx, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  file.writeUInt32LE(rowBytes * heightPx, 34);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      file.fill(
        levels[y * widthPx + x] ?? 0,
        54 + (heightPx - 1 - y) * rowBytes + x * 3,
        57 + (heightPx - 1 - y) * rowBytes + x * 3,
      );
    }
  }
  return file;
}
