// Re-encodes a picture until the site takes it. Nothing in it is changed but size and turn.
import type { MaterialRules } from '../portal/material-rules.ts';
import { drawPicture } from './decode-picture.ts';
import { type Attempt, nameShrunk, planShrinking } from './plan-shrinking.ts';

export interface ShrunkPicture {
  readonly file: File;
  readonly widthPx: number;
  readonly heightPx: number;
}

function encodeJpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}

/** The first attempt that fits, or undefined when none does. The original is not touched. */
export async function shrinkPicture(
  picture: ImageBitmap,
  fileName: string,
  rules: MaterialRules,
): Promise<ShrunkPicture | undefined> {
  let canvas: HTMLCanvasElement | undefined;
  for (const { widthPx, heightPx, quality } of planShrinking(
    picture.width,
    picture.height,
    rules,
  ) satisfies Attempt[]) {
    if (canvas?.width !== widthPx || canvas.height !== heightPx) canvas = drawPicture(picture, widthPx, heightPx);
    const blob = await encodeJpeg(canvas, quality);
    if (blob && blob.size <= rules.maxBytes) {
      return { file: new File([blob], nameShrunk(fileName), { type: 'image/jpeg' }), widthPx, heightPx };
    }
  }
  return undefined;
}
