// Taught pages and added sites from a file: checked as a whole, or the first thing that is wrong with it.
import { type Supplement, supplementSchema } from '../portal/supplement.ts';
import { checkPages } from './check-profile.ts';
import { describeIssue, type FieldFault } from './describe-issue.ts';

const maxCharacters = 2_000_000;

export type SupplementReading = { readonly supplement: Supplement } | { readonly fault: FieldFault };

/** @param text the whole file */
export function readSupplementFile(text: string): SupplementReading {
  let data: unknown;
  try {
    if (text.length > maxCharacters) throw new SyntaxError('too long');
    // Windows' editors put a byte order mark in front.
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { fault: { path: '', kind: 'value' } };
  }
  const parsed = supplementSchema.safeParse(data);
  if (!parsed.success) return { fault: describeIssue(parsed.error, data) };
  const fault = checkPages(parsed.data.pages.map(({ page }) => page));
  return fault ? { fault } : { supplement: parsed.data };
}
