// The verdict on a file before it is decoded: taken for a picture, a PDF to take a page from, or refused with a reason.
import type { MaterialRules, PictureFormat } from '../portal/material-rules.ts';
import { pictureFormats } from '../portal/material-rules.ts';
import { type FileFormat, identifyFormat } from './identify-format.ts';
import type { PictureFacts } from './picture-facts.ts';
import { readPicture } from './read-picture.ts';

/** Why a file cannot be used at all. Each has words in _locales: `refusal_<reason>_what` and `_next`. */
export const refusals = [
  'empty',
  'huge',
  'heic',
  'tiff',
  'webp',
  'archive',
  'office',
  'unknown',
  'renamed',
  'truncated',
  'damaged',
  'too-many-pixels',
  'too-few-pixels',
  'too-slow',
  'pdf-locked',
  'pdf-damaged',
] as const;
export type Refusal = (typeof refusals)[number];

export type FileVerdict =
  | { readonly kind: 'picture'; readonly format: PictureFormat; readonly facts: PictureFacts }
  | { readonly kind: 'pdf' }
  | { readonly kind: 'refused'; readonly reason: Refusal; readonly details: RefusalDetails };

/** Facts for the words: only those that the reason speaks of. */
export interface RefusalDetails {
  readonly actual?: string;
  readonly named?: string;
  readonly widthPx?: number;
  readonly heightPx?: number;
}

const refusedFormats: Readonly<Record<Exclude<FileFormat, PictureFormat | 'pdf'>, Refusal>> = {
  empty: 'empty',
  heic: 'heic',
  tiff: 'tiff',
  webp: 'webp',
  archive: 'archive',
  office: 'office',
  program: 'unknown',
  unknown: 'unknown',
};

function refuse(reason: Refusal, details: RefusalDetails = {}): FileVerdict {
  return { kind: 'refused', reason, details };
}

export function readExtension(fileName: string): string {
  return /\.([^.\\/]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
}

function isPictureFormat(format: FileFormat): format is PictureFormat {
  return pictureFormats.some((known) => known === format);
}

/** @param bytes the whole file, or nothing at all where it is bigger than may be read */
export function judgeFile(fileName: string, sizeBytes: number, bytes: Uint8Array, rules: MaterialRules): FileVerdict {
  if (sizeBytes > rules.decodeMaxBytes) return refuse('huge');
  const format = identifyFormat(bytes);
  const named = readExtension(fileName);
  if (format === 'pdf') return { kind: 'pdf' };
  if (!isPictureFormat(format)) return refuse(refusedFormats[format]);
  const facts = readPicture(format, bytes);
  if (typeof facts === 'string') return refuse(facts);
  if (!rules.extensions[format].includes(named)) {
    return refuse('renamed', { actual: rules.extensions[format][0] ?? format, named });
  }
  const { widthPx, heightPx } = facts;
  const [short, long] = [Math.min(widthPx, heightPx), Math.max(widthPx, heightPx)];
  if (long > rules.decodeMaxSidePx || widthPx * heightPx > rules.decodeMaxPixels)
    return refuse('too-many-pixels', { widthPx, heightPx });
  if (short < rules.minShortSidePx || long < rules.minLongSidePx)
    return refuse('too-few-pixels', { widthPx, heightPx });
  return { kind: 'picture', format, facts };
}
