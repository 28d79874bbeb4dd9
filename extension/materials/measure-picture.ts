// How sharp and how bright a picture is, measured on a small copy of it.

export interface PictureMeasures {
  /** Variance of the Laplacian in the sharpest parts of the picture; grey levels 0–255 squared. */
  readonly sharpness: number;
  /** Grey level below which nine tenths of the picture lie, 0–255: about that of the paper. */
  readonly brightness: number;
}

/** RGBA pixels, row by row, as ImageData has them. */
export interface Pixels {
  readonly data: Uint8ClampedArray | Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Longest side of the copy that is measured: small enough to be quick, large enough that blurred print is seen. */
export const measuredSidePx = 1024;

const tilesPerSide = 6;

/** Grey levels by the weights of ITU-R BT.601. */
function toGrey({ data, width, height }: Pixels): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let index = 0, at = 0; index < grey.length; index += 1, at += 4) {
    grey[index] = ((data[at] ?? 0) * 77 + (data[at + 1] ?? 0) * 150 + (data[at + 2] ?? 0) * 29) >> 8;
  }
  return grey;
}

function measureTile(
  grey: Uint8Array,
  width: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let [sum, squares, count] = [0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * width + left; at < y * width + right; at += 1) {
      const around = (grey[at - 1] ?? 0) + (grey[at + 1] ?? 0) + (grey[at - width] ?? 0) + (grey[at + width] ?? 0);
      const laplacian = around - 4 * (grey[at] ?? 0);
      sum += laplacian;
      squares += laplacian * laplacian;
      count += 1;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

/** The mean of the sharpest sixth of the tiles: most of a form is white paper, which has no edges at all. */
function measureSharpness(grey: Uint8Array, width: number, height: number): number {
  const tiles: number[] = [];
  const cut = (length: number, index: number) => 1 + Math.floor(((length - 2) * index) / tilesPerSide);
  for (let row = 0; row < tilesPerSide; row += 1) {
    for (let column = 0; column < tilesPerSide; column += 1) {
      const [left, right] = [cut(width, column), cut(width, column + 1)];
      tiles.push(measureTile(grey, width, left, cut(height, row), right, cut(height, row + 1)));
    }
  }
  const best = tiles.toSorted((a, b) => b - a).slice(0, tilesPerSide);
  return best.reduce((sum, value) => sum + value, 0) / best.length;
}

function measureBrightness(grey: Uint8Array): number {
  const histogram = new Uint32Array(256);
  for (const level of grey) histogram[level] = (histogram[level] ?? 0) + 1;
  let below = 0;
  return histogram.findIndex((count) => {
    below += count;
    return below >= grey.length * 0.9;
  });
}

export function measurePicture(pixels: Pixels): PictureMeasures {
  const grey = toGrey(pixels);
  return {
    sharpness: measureSharpness(grey, pixels.width, pixels.height),
    brightness: grey.length === 0 ? 0 : measureBrightness(grey),
  };
}
