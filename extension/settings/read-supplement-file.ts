// Taught pages and added sites from a file: checked as a whole, or the first thing that is wrong with it.
import { type Supplement, supplementSchema } from '../portal/supplement.ts';
import { checkPages } from './check-profile.ts';
import { describeIssue, type FieldFault } from './describe-issue.ts';
import { parseFile } from './parse-file.ts';

export type SupplementReading = { readonly supplement: Supplement } | { readonly fault: FieldFault };

/** @param text the whole file */
export function readSupplementFile(text: string): SupplementReading {
  const file = parseFile(text);
  if ('fault' in file) return file;
  const parsed = supplementSchema.safeParse(file.data);
  if (!parsed.success) return { fault: describeIssue(parsed.error, file.data) };
  const fault = checkPages(parsed.data.pages.map(({ page }) => page));
  return fault ? { fault } : { supplement: parsed.data };
}
