// A site profile from a file: checked as a whole, or the first thing that is wrong with it.
import { type SiteProfile, siteProfileSchema } from '../portal/profile.ts';
import { checkProfile } from './check-profile.ts';
import { describeIssue, type FieldFault } from './describe-issue.ts';

/** Longer than any profile; a clerk may choose any file. */
const maxCharacters = 2_000_000;

export type ProfileReading = { readonly profile: SiteProfile } | { readonly fault: FieldFault };

/** `text` is the whole file. */
export function readProfileFile(text: string): ProfileReading {
  let data: unknown;
  try {
    if (text.length > maxCharacters) throw new SyntaxError('too long');
    // Windows' editors put a byte order mark in front.
    data = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { fault: { path: '', kind: 'value' } };
  }
  const parsed = siteProfileSchema.safeParse(data);
  if (!parsed.success) return { fault: describeIssue(parsed.error, data) };
  const fault = checkProfile(parsed.data);
  return fault ? { fault } : { profile: parsed.data };
}
