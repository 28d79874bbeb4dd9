// What a picture's own structure says, before anything is decoded.

export interface PictureFacts {
  /** As stored, before any turn. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** EXIF orientation 1–8; 1 is upright. */
  readonly orientation: number;
  readonly isCmyk: boolean;
  /** More than one frame: only the first is a document. */
  readonly isAnimated: boolean;
}

/** `truncated`: the beginning is right and the end is missing. `damaged`: the structure makes no sense. */
export type PictureFault = 'truncated' | 'damaged';

export const uprightFacts = { orientation: 1, isCmyk: false, isAnimated: false };
