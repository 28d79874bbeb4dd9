// A site profile from a file: checked as a whole, or the first thing that is wrong with it.
import { type SiteProfile, siteProfileSchema } from '../portal/profile.ts';
import { checkProfile } from './check-profile.ts';
import { describeIssue, type FieldFault } from './describe-issue.ts';
import { parseFile } from './parse-file.ts';

export type ProfileReading = { readonly profile: SiteProfile } | { readonly fault: FieldFault };

/** `text` is the whole file. */
export function readProfileFile(text: string): ProfileReading {
  const file = parseFile(text);
  if ('fault' in file) return file;
  const parsed = siteProfileSchema.safeParse(file.data);
  if (!parsed.success) return { fault: describeIssue(parsed.error, file.data) };
  const fault = checkProfile(parsed.data);
  return fault ? { fault } : { profile: parsed.data };
}
