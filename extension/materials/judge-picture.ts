// The verdict on a decoded picture: what should be put right by re-encoding, and what the clerk should look at.
import type { MaterialRules } from '../portal/material-rules.ts';
import type { PictureMeasures } from './measure-picture.ts';
import type { PictureFacts } from './picture-facts.ts';

/** What re-encoding puts right. `must`: the site would not take the picture as it is. */
export const repairs = ['too-many-bytes', 'too-wide', 'irregular', 'foreign', 'renamed', 'turned', 'cmyk'] as const;
export type Repair = (typeof repairs)[number];
/** What only the clerk can judge. */
export const doubts = ['blurred', 'dark', 'animated', 'used-twice', 'incomplete', 'coarse'] as const;
export type Doubt = (typeof doubts)[number];

export interface PictureVerdict {
  readonly repairs: readonly Repair[];
  readonly mustRepair: boolean;
  readonly doubts: readonly Doubt[];
}

interface Question {
  readonly sizeBytes: number;
  readonly facts: PictureFacts;
  /** The name does not say what the file is. */
  readonly isMisnamed: boolean;
  /** WebP and the like. */
  readonly isForeign: boolean;
  readonly measures: PictureMeasures;
  /** True when another field holds the same file. */
  readonly isUsedTwice: boolean;
}

export function judgePicture(
  { sizeBytes, facts, isMisnamed, isForeign, measures, isUsedTwice }: Question,
  rules: MaterialRules,
): PictureVerdict {
  const found: { repairs: Repair[]; doubts: Doubt[] } = { repairs: [], doubts: [] };
  if (sizeBytes > rules.maxBytes) found.repairs.push('too-many-bytes');
  if (Math.max(facts.widthPx, facts.heightPx) > rules.maxSidePx) found.repairs.push('too-wide');
  if (facts.isIrregular) found.repairs.push('irregular');
  if (isForeign) found.repairs.push('foreign');
  if (isMisnamed) found.repairs.push('renamed');
  const mustRepair = found.repairs.length > 0;
  // Old viewers do not turn a picture by its EXIF, and show no CMYK at all.
  if (facts.orientation !== 1) found.repairs.push('turned');
  if (facts.isCmyk) found.repairs.push('cmyk');
  if (isUsedTwice) found.doubts.push('used-twice');
  if (facts.missingEnd.length > 0) found.doubts.push('incomplete');
  if (facts.isAnimated) found.doubts.push('animated');
  // In the dark everything looks blurred as well: one thing at a time.
  if (measures.brightness < rules.minBrightness) found.doubts.push('dark');
  else if (measures.sharpness < rules.minSharpness) found.doubts.push('blurred');
  return { ...found, mustRepair };
}
