// What a person should know of an address before the assistant is used there: whether it only looks like one that is known.

/** In the order in which they are said. */
export type AddressWarning = 'lookalike' | 'punycode' | 'number' | 'http';

/** Signs that are taken for one another when read quickly. */
const skeleton = (host: string) =>
  host
    .toLowerCase()
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/[1il|]/g, 'l')
    .replace(/0/g, 'o')
    .replace(/5/g, 's')
    .replace(/[-.]/g, '');

/** How many letters have to be put in, taken out or changed (Levenshtein). */
function countChanges(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const change = one[row - 1] === other[column - 1] ? 0 : 1;
      now.push(Math.min((before[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1, (before[column - 1] ?? 0) + change));
    }
    before = now;
  }
  return before[other.length] ?? 0;
}

/** Of the same owner: the host itself, one below it, or one below its parent (never of a public suffix such as gov.cn). */
function isOfOwner(host: string, known: string): boolean {
  const parent = known.split('.').slice(1).join('.');
  const owner = parent.split('.').length >= 2 && !/^(com|net|org|gov|edu|ac)\.\w\w$/.test(parent) ? parent : known;
  return host === known || host.endsWith(`.${owner}`) || host === owner;
}

function isLookalike(host: string, known: string): boolean {
  if (isOfOwner(host, known)) return false;
  const [own, theirs] = [skeleton(known), skeleton(host)];
  const registered = skeleton(known.split('.').slice(-3).join('.'));
  return theirs.includes(own) || theirs.includes(registered) || countChanges(own, theirs) <= 2;
}

/** @param origin of the page @param knownOrigins of profiles */
export function judgeAddress(origin: string, knownOrigins: readonly string[]): readonly AddressWarning[] {
  const { protocol, hostname } = new URL(origin);
  const known = [...new Set(knownOrigins.map((one) => new URL(one).hostname))];
  return [
    ...(known.some((one) => isLookalike(hostname, one)) ? (['lookalike'] as const) : []),
    ...(/(^|\.)xn--/.test(hostname) ? (['punycode'] as const) : []),
    ...(/^[\d.]+$|^\[/.test(hostname) ? (['number'] as const) : []),
    ...(protocol === 'http:' ? (['http'] as const) : []),
  ];
}
