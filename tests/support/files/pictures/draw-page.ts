// A page with marks like print on it, as grey levels: what the encoders beside this file write.

export interface GreyPage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** One byte a pixel, 0 black to 255 white. */
  readonly levels: Uint8Array;
}

/** Rows of dark marks on light paper, the same for the same `seed`. @param markPx side of a mark */
export function drawPage(widthPx: number, heightPx: number, seed = 1, markPx = 8): GreyPage {
  const levels = new Uint8Array(widthPx * heightPx).fill(250);
  let state = seed * 2654435761;
  const isMarked = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state > 0x90000000;
  };
  for (let top = 0; top + markPx <= heightPx; top += markPx) {
    // Every third row stays white, as between lines of print.
    if ((top / markPx) % 3 === 2) continue;
    for (let left = 0; left < widthPx; left += markPx) {
      if (!isMarked()) continue;
      for (let y = top; y < top + markPx; y += 1) {
        levels.fill(20, y * widthPx + left, y * widthPx + Math.min(left + markPx, widthPx));
      }
    }
  }
  return { widthPx, heightPx, levels };
}
