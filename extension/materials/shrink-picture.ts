// Re-encodes a picture until the site takes it. Nothing in it is changed but size and turn.
import type { MaterialRules } from '../portal/material-rules.ts';
import { drawPicture } from './decode-picture.ts';
import { type Attempt, planShrinking } from './plan-shrinking.ts';

export interface ShrunkPicture {
  /** A JPEG. */
  readonly file: Blob;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Longest side of a picture that is only looked at. */
const previewSidePx = 1600;

const encodeJpeg = (canvas: OffscreenCanvas, quality: number) => canvas.convertToBlob({ type: 'image/jpeg', quality });

/** The first attempt that fits, or undefined when none does. The original is not touched. */
export async function shrinkPicture(picture: ImageBitmap, rules: MaterialRules): Promise<ShrunkPicture | undefined> {
  let canvas: OffscreenCanvas | undefined;
  for (const { widthPx, heightPx, quality } of planShrinking(
    picture.width,
    picture.height,
    rules,
  ) satisfies Attempt[]) {
    if (canvas?.width !== widthPx || canvas.height !== heightPx) canvas = drawPicture(picture, widthPx, heightPx);
    const file = await encodeJpeg(canvas, quality);
    if (file.size <= rules.maxBytes) return { file, widthPx, heightPx };
  }
  return undefined;
}

/** A JPEG to be looked at. */
export async function drawPreview(picture: ImageBitmap): Promise<ArrayBuffer> {
  const scale = Math.min(1, previewSidePx / Math.max(picture.width, picture.height));
  const [widthPx = 1, heightPx = 1] = [picture.width, picture.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  );
  return (await encodeJpeg(drawPicture(picture, widthPx, heightPx), 0.85)).arrayBuffer();
}
