// In which sizes and qualities a picture is tried until it fits: quality first a little, then pixels, never below what can be read.
import type { MaterialRules } from '../portal/material-rules.ts';

export interface Attempt {
  readonly widthPx: number;
  readonly heightPx: number;
  /** JPEG quality, 0–1. */
  readonly quality: number;
}

/** A scan of A4 at 300 dots per inch: more helps no reviewer. */
const wantedLongSidePx = 3508;
/** A sheet at 150: a strip that is longer than a sheet is not made narrower. */
const wantedShortSidePx = 1240;
const qualities = [0.9, 0.8, 0.7];
const step = 0.8;

/** Attempts from the best to the smallest; empty only for a picture without pixels. Sides are of the upright picture. */
export function planShrinking(widthPx: number, heightPx: number, rules: MaterialRules): Attempt[] {
  const longSide = Math.max(widthPx, heightPx);
  const shortSide = Math.min(widthPx, heightPx);
  const attempts: Attempt[] = [];
  let scale = Math.min(
    1,
    rules.maxSidePx / longSide,
    Math.max(wantedLongSidePx / longSide, wantedShortSidePx / shortSide),
  );
  do {
    const [width, height] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
    for (const quality of qualities)
      attempts.push({ widthPx: Math.max(1, width), heightPx: Math.max(1, height), quality });
    scale *= step;
  } while (shortSide * scale >= rules.minShortSidePx && longSide * scale >= rules.minLongSidePx);
  return attempts;
}
