// The verdict on a file before it is decoded: taken for a picture, a PDF to take a page from, or refused with a reason.
import type { MaterialRules, PictureFormat } from '../portal/material-rules.ts';
import { pictureFormats } from '../portal/material-rules.ts';
import { type FileFormat, identifyFormat } from './identify-format.ts';
import { type PictureFacts, regularFacts } from './picture-facts.ts';
import { readForeignSize } from './read-foreign-size.ts';
import { readPicture } from './read-picture.ts';

/** Pictures that no site takes and some browsers decode. */
type ForeignFormat = 'webp' | 'heic';

/** Why a file cannot be used at all. Each has words in _locales: `refusal_<reason>_what` and `_next`. */
export const refusals = [
  'empty',
  'huge',
  'heic',
  'tiff',
  'webp',
  'archive',
  'office',
  'ofd',
  'unknown',
  'renamed',
  'truncated',
  'damaged',
  'too-many-pixels',
  'too-few-pixels',
  'too-slow',
  'pdf-locked',
  'pdf-damaged',
  'pdf-text',
] as const;
export type MaterialRefusal = (typeof refusals)[number];

export type FileVerdict =
  | {
      readonly kind: 'picture';
      readonly format: PictureFormat | ForeignFormat;
      readonly facts: PictureFacts;
      /** The same file under the name that it should have; undefined where it has that, or cannot be used as it is. */
      readonly rightName: string | undefined;
    }
  | { readonly kind: 'pdf' }
  | { readonly kind: 'refused'; readonly reason: MaterialRefusal; readonly details: RefusalDetails };

/** Facts for the words: only those that the reason speaks of. */
export interface RefusalDetails {
  readonly actual?: string;
  readonly named?: string;
  readonly widthPx?: number;
  readonly heightPx?: number;
}

const refusedFormats: Readonly<Record<Exclude<FileFormat, PictureFormat | ForeignFormat | 'pdf'>, MaterialRefusal>> = {
  empty: 'empty',
  tiff: 'tiff',
  archive: 'archive',
  office: 'office',
  ofd: 'ofd',
  program: 'unknown',
  unknown: 'unknown',
};

function refuse(reason: MaterialRefusal, details: RefusalDetails = {}): FileVerdict {
  return { kind: 'refused', reason, details };
}

export function readExtension(fileName: string): string {
  return /\.([^.\\/]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
}

/** The same name with another ending. What is too long for an ending, as in a date with dots, stays. */
export function changeExtension(fileName: string, extension: string): string {
  return `${fileName.replace(/\.[A-Za-z0-9]{0,5}$/, '') || 'scan'}.${extension}`;
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
  if (format === 'webp' || format === 'heic') {
    const size = readForeignSize(format, bytes);
    return size ? judgeSize({ ...regularFacts, ...size }, format, undefined, rules) : refuse(format);
  }
  if (!isPictureFormat(format)) return refuse(refusedFormats[format]);
  const facts = readPicture(format, bytes);
  if (typeof facts === 'string') return refuse(facts);
  const endings = rules.extensions[format];
  const isNamedRight = endings.includes(named);
  return judgeSize(facts, format, isNamedRight ? undefined : changeExtension(fileName, endings[0] ?? format), rules);
}

function judgeSize(
  facts: PictureFacts,
  format: PictureFormat | ForeignFormat,
  rightName: string | undefined,
  rules: MaterialRules,
): FileVerdict {
  const { widthPx, heightPx } = facts;
  const [short, long] = [Math.min(widthPx, heightPx), Math.max(widthPx, heightPx)];
  if (long > rules.decodeMaxSidePx || widthPx * heightPx > rules.decodeMaxPixels)
    return refuse('too-many-pixels', { widthPx, heightPx });
  if (short < rules.minShortSidePx || long < rules.minLongSidePx)
    return refuse('too-few-pixels', { widthPx, heightPx });
  return { kind: 'picture', format, facts, rightName };
}
