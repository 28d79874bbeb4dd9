// Text from bytes of uncertain encoding, as Chinese software of all ages writes it: names in certificates, labels on tokens,
// files of editors, answers of services. What is said of the encoding is often wrong, so the readings themselves are weighed.

/** What a sign costs in a reading, about in bits: the less likely it is in a Chinese text, the more. */
const cost = {
  ascii: 4,
  commonHan: 10,
  sign: 11,
  rarerHan: 14,
  rareSign: 14,
  rareHan: 18,
  foreign: 18,
  strangeHan: 22,
  strange: 26,
  impossible: 40,
  /** A letter of a foreign script after one of the same: words are written in one script. */
  followsOwn: 9,
  /** A letter with a mark beside a plain one, as in café. */
  besidePlain: 5,
  /** NUL as padding at the end. */
  padding: 2,
} as const;

/** How much of its cost a sign beyond ASCII keeps in the encoding that its surroundings declare: ASCII and nonsense show nothing. */
const declaredShare = 0.6;
/** The same for the charset of a header, which servers put there by default. */
const headerShare = 0.8;
/** Of fewer bytes nobody can say that the last character was cut. */
const shortestCut = 6;
/** Characters of a long text that are weighed: many more than tell its encoding, and few enough for a page not to stand still. */
const mostWeighed = 50_000;
const all = ['utf-8', 'gb18030', 'utf-16be', 'utf-16le'] as const;

/** Scripts besides Han, of which one letter seldom stands alone. */
const scripts = ['Latin', 'Greek', 'Cyrillic', 'Arabic', 'Tibetan', 'Mongolian', 'Hiragana', 'Katakana'];
const scriptPatterns = scripts.map((script) => new RegExp(`\\p{Script=${script}}`, 'u'));

interface Sign {
  readonly cost: number;
  /** Place in {@link scripts}, -1 for all others. */
  readonly script: number;
}

const signs = new Map<number, Sign>();
let levels: readonly [ReadonlySet<string>, ReadonlySet<string>, ReadonlySet<string>] | undefined;

/** The rows of GB 2312 from `first` to `last`, as their bytes count them. */
function listRows(first: number, last: number): ReadonlySet<string> {
  const bytes: number[] = [];
  for (let row = first; row <= last; row += 1) for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
  return new Set(new TextDecoder('gb18030').decode(Uint8Array.from(bytes)));
}

/** GB 2312 by how often its signs are used: punctuation and full width, the usual characters, the less usual ones. */
function listLevels() {
  levels ??= [listRows(0xa1, 0xa3), listRows(0xb0, 0xd7), listRows(0xd8, 0xf7)];
  return levels;
}

function priceHan(character: string, code: number): number {
  const [, usual, lessUsual] = listLevels();
  if (usual.has(character)) return cost.commonHan;
  if (lessUsual.has(character)) return cost.rarerHan;
  return code >= 0x4e00 && code <= 0x9fa5 ? cost.rareHan : cost.strangeHan;
}

function price(character: string, code: number): number {
  if (code < 0x7f) return code >= 0x20 || /\s/.test(character) ? cost.ascii : cost.impossible;
  // Controls, private use, surrogates, unassigned; and what a decoder puts where it understood nothing.
  if (/[\p{C}\ufffd]/u.test(character) && code !== 0xfeff && !/\p{Cf}/u.test(character)) return cost.impossible;
  if (/\p{Script=Han}/u.test(character)) return priceHan(character, code);
  // Latin Extended-B without pinyin, phonetic and spacing modifiers, scripts that nobody in China writes.
  if (
    /[\u0180-\u01cc\u01dd-\u0250\u0252-\u0260\u0262-\u02c6\u02cc-\u036f\u0500-\u05ff\u0700-\u07ff\uac00-\ud7a3]/.test(
      character,
    )
  )
    return cost.strange;
  if (/\p{L}|\p{M}/u.test(character)) return cost.foreign;
  return listLevels()[0].has(character) && code > 0xff ? cost.sign : cost.rareSign;
}

function lookUp(character: string): Sign {
  const code = character.codePointAt(0) ?? 0;
  const known = signs.get(code);
  if (known) return known;
  const script = code < 0x7f ? -1 : scriptPatterns.findIndex((pattern) => pattern.test(character));
  const sign = { cost: price(character, code), script };
  signs.set(code, sign);
  return sign;
}

const isPlainLetter = (character: string | undefined) => character !== undefined && /^[A-Za-z]$/.test(character);

/** Whether the signs beside this one make it likely: é in café, the dot of Anna·Lee, a combining mark on its letter. */
function fitsPlain(character: string, before: string | undefined, after: string | undefined): boolean {
  if (character === '·') return isPlainLetter(before) && isPlainLetter(after);
  return (
    /\p{M}|[\u00c0-\u017f\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u1e00-\u1eff]/u.test(character) &&
    (isPlainLetter(before) || isPlainLetter(after))
  );
}

/** Cost of the whole text, in the unit of {@link cost}; `share` of it where a sign tells the encoding. */
function weigh(text: string, share: number): number {
  const characters = [...text.slice(0, mostWeighed)];
  let sum = 0;
  let scriptBefore = -1;
  for (const [index, character] of characters.entries()) {
    const sign = lookUp(character);
    if (sign.cost === cost.ascii) sum += sign.cost;
    else if (sign.cost === cost.impossible) sum += sign.cost;
    else if (fitsPlain(character, characters[index - 1], characters[index + 1])) sum += cost.besidePlain * share;
    // Latin is left out: beside a plain letter it is priced already, and a run of marked ones is no word.
    else if (sign.cost === cost.foreign && sign.script > 0 && sign.script === scriptBefore)
      sum += cost.followsOwn * share;
    else sum += sign.cost * share;
    scriptBefore = sign.script;
  }
  return sum;
}

interface Reading {
  readonly text: string;
  readonly cost: number;
}

/** null for what cannot be in this encoding at all. */
function readAs(bytes: Uint8Array, encoding: string, share: number): Reading | null {
  // Half a code unit is no cut character but a sign that it is another encoding.
  if (encoding.startsWith('utf-16') && bytes.length % 2 !== 0) return null;
  const decoded = new TextDecoder(encoding).decode(bytes);
  const text = decoded.replace(/\0+$/, '').replace(/^\ufeff/, '');
  const padding = (decoded.length - text.length) * cost.padding;
  return { text, cost: weigh(text, share) + padding };
}

/** Name of the encoding that a label means (`GB2312` is gbk); undefined for a label that no browser knows. */
function resolveLabel(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    // A header may say anything.
    return undefined;
  }
}

function readLikeliest(
  bytes: Uint8Array,
  encodings: readonly string[],
  declared: string | undefined,
  share: number,
): string {
  const readings = encodings
    .map((encoding) => readAs(bytes, encoding, encoding === declared ? share : 1))
    .filter((reading) => reading !== null);
  const [first] = readings;
  if (!first) return new TextDecoder().decode(bytes);
  return readings.reduce((best, reading) => (reading.cost < best.cost ? reading : best), first).text;
}

/** What was written as UTF-8 has to come back as it was, however rare its signs; null for other bytes and for controls. */
function readValidUtf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\0+$/, '');
    return /[^\P{Cc}\t\n\r]/u.test(text) ? null : text;
  } catch {
    // Not UTF-8, whatever was declared.
    return null;
  }
}

interface TextHints {
  /** Encodings that may be meant; of readings that are equally likely, the first of these is taken. */
  readonly encodings?: readonly string[];
  /** One of them that the bytes' surroundings name, such as the type of a string in ASN.1. */
  readonly declared?: string;
}

/**
 * A short text: the reading that is likeliest in China. Blanks at its ends, NULs behind it and a character that a fixed
 * length cut at its end do not belong to it. Never throws; what no encoding explains becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, { encodings = all, declared }: TextHints = {}): string {
  const certain = declared === 'utf-8' ? readValidUtf8(bytes) : null;
  const text = certain ?? readLikeliest(bytes, encodings, declared, declaredShare);
  return (bytes.length < shortestCut ? text : text.replace(/\ufffd+$/, '')).trim();
}

/** By its mark; without one by its first character, which is ASCII in all our files: its other byte is 0. */
function guessUtf16([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0 && second !== undefined && second !== 0) return 'utf-16be';
  return second === 0 && first !== undefined && first !== 0 ? 'utf-16le' : undefined;
}

/**
 * A file or an answer, whole: UTF-16 by its mark or its first character, else what its bytes hold, where `charset`, the label of a
 * header, only counts for more. A byte order mark is taken out. Never throws; what no encoding explains becomes U+FFFD.
 */
export function decodeDocument(bytes: Uint8Array, charset = ''): string {
  const utf16 = guessUtf16(bytes);
  if (utf16) return new TextDecoder(utf16).decode(bytes);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (hasMark || bytes.every((byte) => byte < 0x80)) return new TextDecoder().decode(bytes);
  const named = resolveLabel(charset);
  // UTF-16 shows itself above; ASCII under its name would be read as Chinese.
  const declared = named?.startsWith('utf-16') ? undefined : named === 'gbk' ? 'gb18030' : named;
  return readLikeliest(
    bytes,
    [...new Set(['utf-8', 'gb18030', ...(declared ? [declared] : [])])],
    declared,
    headerShare,
  );
}
