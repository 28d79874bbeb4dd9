// A file of JSON that somebody chose, before anybody asks what is in it.
import type { FieldFault } from './describe-issue.ts';

/** Longer than any file of ours; a clerk may choose any. */
const maxCharacters = 2_000_000;

/** @param text the whole file @returns its data, or the fault of what is no JSON or too long for one of ours */
export function parseFile(text: string): { readonly data: unknown } | { readonly fault: FieldFault } {
  const unreadable = { fault: { path: '', kind: 'value' } } as const;
  if (text.length > maxCharacters) return unreadable;
  try {
    // Windows' editors put a byte order mark in front.
    return { data: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown };
  } catch {
    return unreadable;
  }
}
