// Whether what is on a page has become too small to be read in the picture made of it.

/** A4 across at about 100 dots per inch. */
const minShortSidePx = 800;
/** Chinese characters of less height run together. */
const minTextHeightPx = 12;

/** @param textHeightPx median height of letters, Infinity where there are none to measure */
export function isCoarse(
  picture: { readonly widthPx: number; readonly heightPx: number },
  textHeightPx: number,
): boolean {
  return Math.min(picture.widthPx, picture.heightPx) < minShortSidePx || textHeightPx < minTextHeightPx;
}
