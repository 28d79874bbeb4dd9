// The whole check of one file, in the decoder's worker: bytes, structure, decoding, measures.
import type { MaterialRules } from '../portal/material-rules.ts';
import { copySmall, decodePicture } from './decode-picture.ts';
import { fingerprintBytes } from './fingerprint.ts';
import { judgeFile, type MaterialRefusal, type RefusalDetails } from './judge-file.ts';
import { judgePicture, type PictureVerdict } from './judge-picture.ts';
import { measureMissingRows } from './measure-missing-rows.ts';
import { measurePicture } from './measure-picture.ts';
import { regularFacts } from './picture-facts.ts';

export interface CheckedPicture {
  readonly kind: 'picture';
  readonly fingerprint: string;
  readonly verdict: PictureVerdict;
  /** Upright and decoded; whoever asked closes it. */
  readonly bitmap: ImageBitmap;
  /** The name that would make the file right, where nothing else is wrong with it. */
  readonly rightName?: string;
}

export type MaterialReport =
  | CheckedPicture
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly reason: MaterialRefusal; readonly details: RefusalDetails };

export interface CheckOptions {
  readonly rules: MaterialRules;
  /** Fingerprints of the files in the other fields. */
  readonly otherFingerprints: readonly string[];
}

interface GivenFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** The whole file, or nothing at all where it is bigger than may be read. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A picture of which more is missing at its lower end is of no use to a reviewer. */
const maxMissingShare = 0.02;

/** Decoding and measuring a 12-megapixel photo takes little more than the browser's own decoding: there is one decode. */
export async function checkMaterial(
  { name, sizeBytes, bytes }: GivenFile,
  { rules, otherFingerprints }: CheckOptions,
): Promise<MaterialReport> {
  const verdict = judgeFile(name, sizeBytes, bytes, rules);
  if (verdict.kind === 'refused') return verdict;
  if (verdict.kind === 'pdf') return { kind: 'pdf', bytes };
  const { format, facts, rightName } = verdict;
  const isForeign = format === 'webp' || format === 'heic';
  const bitmap = await decodePicture(new Blob([bytes, Uint8Array.from(facts.missingEnd)]));
  if (!bitmap) return { kind: 'refused', reason: isForeign ? format : 'damaged', details: {} };
  // Whatever the header said.
  if (bitmap.width * bitmap.height > rules.decodeMaxPixels) {
    const { width: widthPx, height: heightPx } = bitmap;
    bitmap.close();
    return { kind: 'refused', reason: 'too-many-pixels', details: { widthPx, heightPx } };
  }
  const small = copySmall(bitmap);
  if (facts.missingEnd.length > 0 && measureMissingRows(small) > maxMissingShare) {
    bitmap.close();
    return { kind: 'refused', reason: 'truncated', details: {} };
  }
  const fingerprint = fingerprintBytes(bytes);
  const question = {
    sizeBytes,
    facts,
    isMisnamed: rightName !== undefined,
    isForeign,
    measures: measurePicture(small),
    isUsedTwice: otherFingerprints.includes(fingerprint),
  };
  const judged = judgePicture(question, rules);
  const isOnlyMisnamed = rightName !== undefined && judged.repairs.every((repair) => repair === 'renamed');
  return { kind: 'picture', fingerprint, bitmap, verdict: judged, ...(isOnlyMisnamed ? { rightName } : {}) };
}

/** The check of a picture that we made ourselves, e.g. a page of a PDF: only what the eye sees is in doubt. */
export async function checkOwnPicture(file: Blob, bitmap: ImageBitmap, options: CheckOptions): Promise<CheckedPicture> {
  const fingerprint = fingerprintBytes(new Uint8Array(await file.arrayBuffer()));
  const question = {
    sizeBytes: file.size,
    facts: { widthPx: bitmap.width, heightPx: bitmap.height, ...regularFacts },
    isMisnamed: false,
    isForeign: false,
    measures: measurePicture(copySmall(bitmap)),
    isUsedTwice: options.otherFingerprints.includes(fingerprint),
  };
  return { kind: 'picture', fingerprint, bitmap, verdict: judgePicture(question, options.rules) };
}
