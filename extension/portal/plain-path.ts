// The pattern of an address that was taught, and the address that it was made of.

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const end = '(;|\\?|$)';

/** Fits this path with any query, or with what a server puts behind a semicolon for a session. */
export const makePathPattern = (pathname: string): string => `^${escapePattern(pathname.replace(/;.*$/, ''))}${end}`;

/** The path; undefined for a pattern that was not made so. */
export function readPlainPath(pattern: string): string | undefined {
  if (!pattern.startsWith('^') || !pattern.endsWith(end)) return undefined;
  const path = pattern.slice(1, -end.length).replace(/\\(.)/g, '$1');
  return makePathPattern(path) === pattern ? path : undefined;
}
