// Why a file cannot be used, and what to do, in words.
import { type MessageKey, translate } from '../../base/i18n.ts';
import type { MaterialRefusal, RefusalDetails } from '../../materials/judge-file.ts';

const keys: Readonly<Record<MaterialRefusal, readonly [what: MessageKey, next: MessageKey]>> = {
  empty: ['refusal_empty_what', 'refusal_empty_next'],
  huge: ['refusal_huge_what', 'refusal_huge_next'],
  heic: ['refusal_heic_what', 'refusal_heic_next'],
  tiff: ['refusal_tiff_what', 'refusal_tiff_next'],
  webp: ['refusal_webp_what', 'refusal_webp_next'],
  archive: ['refusal_archive_what', 'refusal_archive_next'],
  office: ['refusal_office_what', 'refusal_office_next'],
  ofd: ['refusal_ofd_what', 'refusal_ofd_next'],
  unknown: ['refusal_unknown_what', 'refusal_unknown_next'],
  renamed: ['refusal_renamed_what', 'refusal_renamed_next'],
  truncated: ['refusal_truncated_what', 'refusal_truncated_next'],
  damaged: ['refusal_damaged_what', 'refusal_damaged_next'],
  'too-many-pixels': ['refusal_too_many_pixels_what', 'refusal_too_many_pixels_next'],
  'too-few-pixels': ['refusal_too_few_pixels_what', 'refusal_too_few_pixels_next'],
  'too-slow': ['refusal_too_slow_what', 'refusal_too_slow_next'],
  'pdf-locked': ['refusal_pdf_locked_what', 'refusal_pdf_locked_next'],
  'pdf-damaged': ['refusal_pdf_damaged_what', 'refusal_pdf_damaged_next'],
  'pdf-text': ['refusal_pdf_text_what', 'refusal_pdf_text_next'],
};

function listDetails({ actual, named, widthPx, heightPx }: RefusalDetails): (string | number)[] {
  if (actual !== undefined) return [actual.toUpperCase(), named ? `.${named}` : translate('refusal_no_extension')];
  return widthPx === undefined || heightPx === undefined ? [] : [widthPx, heightPx];
}

export function wordRefusal(
  reason: MaterialRefusal,
  details: RefusalDetails,
): { readonly what: string; readonly next: string } {
  const [what, next] = keys[reason];
  const values = listDetails(details);
  return { what: translate(what, ...values), next: translate(next, ...values) };
}
