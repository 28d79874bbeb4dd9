// The form in which names of units are compared, the same in host and extension: width, case and blanks are no difference.
import { stripInvisible } from './strip-invisible.ts';

/**
 * NFKC, without case (RFC 4518 §2.3), invisible marks (§2.2), and blanks that do not count (§2.6.1). For comparison, never
 * for display.
 */
export function normaliseName(text: string): string {
  return stripInvisible(text.normalize('NFKC')).toUpperCase().toLowerCase().trim().replace(/\s+/gu, ' ');
}
