// The browser's own decoder, and the small copy that is measured.
import { measuredSidePx, type Pixels } from './measure-picture.ts';

/** Upright by its EXIF. Undefined when the browser cannot decode it. Close it when done: a large one holds much memory. */
export async function decodePicture(file: Blob): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return undefined;
  }
}

/** A canvas with the picture in the given size, on white: JPEG knows no transparency. */
export function drawPicture(picture: ImageBitmap, widthPx: number, heightPx: number, opaque = true): OffscreenCanvas {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d', { willReadFrequently: !opaque });
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, widthPx, heightPx);
  context.imageSmoothingQuality = opaque ? 'high' : 'medium';
  context.drawImage(picture, 0, 0, widthPx, heightPx);
  return canvas;
}

/** A copy of at most 1024 pixels a side, for measuring. */
export function copySmall(picture: ImageBitmap): Pixels {
  const scale = Math.min(1, measuredSidePx / Math.max(picture.width, picture.height));
  const [widthPx, heightPx] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale))) as [
    number,
    number,
  ];
  const context = drawPicture(picture, widthPx, heightPx, false).getContext('2d');
  if (!context) throw new Error('no canvas');
  return context.getImageData(0, 0, widthPx, heightPx);
}
