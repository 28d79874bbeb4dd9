// How much of a JPEG's lower end a decoder had no data for.
import type { Pixels } from './measure-picture.ts';

/** Without data a block's coefficients are zero: mid grey (128), or what CMYK makes of it. */
const [darkest, lightest] = [50, 200];

/** Share (0–1) of the height that is one flat mid grey from the lower edge upwards. */
export function measureMissingRows({ data, width, height }: Pixels): number {
  const last = data.length - 4;
  const color = [data[last] ?? 0, data[last + 1] ?? 0, data[last + 2] ?? 0];
  if (color.some((level) => level < darkest || level > lightest)) return 0;
  let at = last;
  // The resampling of a smaller copy may round by one.
  while (at >= 0 && color.every((level, index) => Math.abs((data[at + index] ?? 0) - level) <= 1)) at -= 4;
  return Math.floor((last - at) / 4 / width) / height;
}
