// The verdict on a decoded picture: what should be put right by re-encoding, and what the clerk should look at.
import type { MaterialRules } from '../portal/material-rules.ts';
import type { PictureMeasures } from './measure-picture.ts';
import type { PictureFacts } from './picture-facts.ts';

/** What re-encoding puts right. `must`: the site would not take the picture as it is. */
export type Repair = 'too-many-bytes' | 'too-wide' | 'turned' | 'cmyk';
/** What only the clerk can judge. */
export type Doubt = 'blurred' | 'dark' | 'animated' | 'used-twice';

export interface PictureVerdict {
  readonly repairs: readonly Repair[];
  readonly mustRepair: boolean;
  readonly doubts: readonly Doubt[];
}

interface Question {
  readonly sizeBytes: number;
  readonly facts: PictureFacts;
  readonly measures: PictureMeasures;
  /** True when another field holds the same file. */
  readonly isUsedTwice: boolean;
}

export function judgePicture(
  { sizeBytes, facts, measures, isUsedTwice }: Question,
  rules: MaterialRules,
): PictureVerdict {
  const repairs: Repair[] = [];
  const doubts: Doubt[] = [];
  if (sizeBytes > rules.maxBytes) repairs.push('too-many-bytes');
  if (Math.max(facts.widthPx, facts.heightPx) > rules.maxSidePx) repairs.push('too-wide');
  const mustRepair = repairs.length > 0;
  // Old viewers do not turn a picture by its EXIF, and show no CMYK at all.
  if (facts.orientation !== 1) repairs.push('turned');
  if (facts.isCmyk) repairs.push('cmyk');
  if (isUsedTwice) doubts.push('used-twice');
  if (facts.isAnimated) doubts.push('animated');
  // In the dark everything looks blurred as well: one thing at a time.
  if (measures.brightness < rules.minBrightness) doubts.push('dark');
  else if (measures.sharpness < rules.minSharpness) doubts.push('blurred');
  return { repairs, mustRepair, doubts };
}
