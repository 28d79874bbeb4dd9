// The last net under the diagnostic report: whatever looks like a number of a person, a unit or a U盾 is masked.

/** Runs of digits and capitals as in 身份证, 统一社会信用代码, 芯片号, phone and order numbers; certificate hashes too. A driver's file is none. */
const longNumber =
  /(?<![A-Za-z0-9])(?![A-Za-z]\w*\.(?:dll|so|dylib)\b)\+?(?=(?:[A-Za-z]*\d){5})[A-Za-z0-9]{7,}(?![A-Za-z0-9])/g;
/** Phones as people write them: 023-6345 6789, 138 0000 0000. */
const spacedNumber = /(?<![\dA-Za-z])\+?\d{2,4}(?:[ -]\d{3,8}){1,3}(?![\dA-Za-z])/g;
/** Numbers with a space or dash anywhere in them, as 身份证 are read out and 统一社会信用代码 are printed; a date is none. */
const splitNumber =
  /(?<![\dA-Za-z])(?!(?:19|20)\d\d-[01]\d-[0-3]\d(?![\d-]))(?=(?:[A-Z]?[ -]?\d){7})(?:[A-Z\d][ -]?){6,}[A-Z\d](?![\dA-Za-z])/g;
const email = /[^\s@<>"']+@[^\s@<>"']+\.[A-Za-z]{2,}/g;
/** With a name that has a space in it, too, where a separator shows its end. */
const homeFolder =
  /(?:\/(?:var\/|export\/)?home\/|\/(?:run\/)?media\/|(?:[a-z]:)?[\\/](?:Users|Documents and Settings)[\\/])(?:[^/\\"'\n:]{1,40}(?=[\\/])|[^/\\\s"']+)/gi;
/** By itself, or behind its maker's name: `CFCA (60931F6C-…)`. */
const uuid = /^(?:[A-Za-z]{1,20} \()?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\)?$/i;

/** Digits, letters and signs of full width, and digits of other scripts, as those that the patterns know. */
function narrow(text: string): string {
  return text
    .replace(/[\u3000\u00a0]/g, ' ')
    .replace(/[\uff01-\uff5e]/g, (character) => character.normalize('NFKC'))
    .replace(/(?<=\d)[\u2010-\u2015\u2212](?=\d)/g, '-');
}

const visibleAtEachEnd = 2;

function mask(text: string): string {
  return `${text.slice(0, visibleAtEachEnd)}****${text.slice(-visibleAtEachEnd)}`;
}

/**
 * Masks numbers, e-mail addresses and home folders in `text`, and each of `knownNames` (units, people) wherever it stands.
 * @param knownNames what the product remembers of the clerk; names of fewer than two characters are left out
 */
export function redact(text: string, knownNames: readonly string[] = []): string {
  const names = knownNames.filter((name) => name.length >= 2).toSorted((one, other) => other.length - one.length);
  // In addresses of files names stand percent-encoded, and macOS takes letters apart.
  const spellings = names.flatMap((name) => [narrow(name), encodeURIComponent(name), name.normalize('NFD')]);
  const nameless = spellings.reduce((rest, name) => rest.replaceAll(name, '****'), narrow(text));
  // A request id is made at random for one request, a class id names a control: neither names anybody, support needs them whole.
  if (uuid.test(nameless)) return nameless;
  return nameless
    .replace(homeFolder, '~')
    .replace(email, '****')
    .replace(splitNumber, mask)
    .replace(spacedNumber, mask)
    .replace(longNumber, mask);
}

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** The same through a whole structure; keys are ours and stay. */
export function redactAll<T extends Json>(value: T, knownNames: readonly string[]): T {
  const walk = (one: Json): Json => {
    if (typeof one === 'string') return redact(one, knownNames);
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one === 'object' && one !== null)
      return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
    return one;
  };
  return walk(value) as T;
}
