// What a picture's own structure says, before anything is decoded.

export interface PictureFacts {
  /** As stored, before any turn. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** EXIF orientation 1–8; 1 is upright. Where several are given, the first that turns: viewers take different ones. */
  readonly orientation: number;
  readonly isCmyk: boolean;
  /** More than one frame: only the first is a document. */
  readonly isAnimated: boolean;
  /** Not as the format's standard has it, though browsers show it: others may not. */
  readonly isIrregular: boolean;
  /** What a decoder has to see after the file's bytes, where its end is missing; empty when it is whole. */
  readonly missingEnd: Uint8Array;
}

/** `truncated`: the beginning is right and the end is missing. `damaged`: the structure makes no sense. */
export type PictureFault = 'truncated' | 'damaged';

const nothing = new Uint8Array();

export const regularFacts = {
  orientation: 1,
  isCmyk: false,
  isAnimated: false,
  isIrregular: false,
  missingEnd: nothing,
};

/** The same facts about a file whose end has to be added. */
export function withMissingEnd<Facts extends object>(facts: Facts, end: ArrayLike<number>) {
  return { ...facts, isIrregular: true, missingEnd: Uint8Array.from(end) };
}
