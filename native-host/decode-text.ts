// Text from bytes of uncertain encoding: names in certificates and labels on tokens, as Chinese software of all ages wrote them.

type Encoding = 'utf-8' | 'gb18030' | 'utf-16be' | 'utf-16le';

const decoders = new Map<Encoding, TextDecoder>();
/** Bytes of a character that a cut at a fixed length may have left. */
const longestRest = 3;
/** From this score on a reading is believed: by the encoding that is likeliest beforehand, and by any other. */
const soundAsExpected = 0.6;
const sound = 0.9;
/** Of fewer bytes nobody can say that the last character was cut. */
const shortestCut = 6;

/**
 * Decodes by what the bytes hold: the first of `encodings` that gives sound text, else the one that gives the most of it.
 * A character cut off at the end is left out where no encoding reads the whole. Zero bytes and blanks at the end do not count.
 */
export function decodeText(
  bytes: Uint8Array,
  encodings: readonly Encoding[] = ['utf-8', 'gb18030', 'utf-16be', 'utf-16le'],
): string {
  const whole = encodings.map((encoding) => readAs(bytes, encoding, 0));
  const cuts = bytes.length < shortestCut ? [] : [1, 2, longestRest];
  const cut = cuts.flatMap((rest) => encodings.map((encoding) => readAs(bytes, encoding, rest)));
  const readings = [...whole, ...cut].filter((reading) => reading !== null);
  const best = Math.max(...readings.map(({ score }) => score));
  const [expected] = whole;
  const reading =
    expected && expected.score >= soundAsExpected
      ? expected
      : (readings.find(({ score }) => score >= sound) ?? readings.find(({ score }) => score === best));
  // Nothing fits: whatever GB18030 makes of it is still better than an error.
  return (reading?.text ?? getDecoder('gb18030', false).decode(bytes)).trim();
}

/** The text without the last `rest` bytes; null where that is not in this encoding. */
function readAs(bytes: Uint8Array, encoding: Encoding, rest: number): { text: string; score: number } | null {
  const trimmed = trimZeros(bytes, encoding);
  const isWide = encoding.startsWith('utf-16');
  // Half a code unit is no cut character but a sign that it is another encoding.
  if ((isWide && (trimmed.length % 2 !== 0 || rest > 0)) || rest > trimmed.length) return null;
  try {
    const text = getDecoder(encoding, true).decode(trimmed.subarray(0, trimmed.length - rest));
    // Valid UTF-8 beyond ASCII is hardly ever chance, whatever it says.
    const isCertain = encoding === 'utf-8' && rest === 0 && !/[^\P{Cc}\t\n\r]/u.test(text);
    return { text, score: isCertain ? 1 : scoreText(text) };
  } catch {
    // Not in this encoding.
    return null;
  }
}

/** 1 for text of the characters that names are written in, less for others; valid UTF-8 beyond ASCII is hardly ever chance. */
function scoreText(text: string): number {
  const characters = [...text];
  if (characters.length === 0) return 0;
  return characters.reduce((sum, character) => sum + scoreCharacter(character), 0) / characters.length;
}

function scoreCharacter(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0) || (code >= 0xe000 && code < 0xf900) || code === 0xfffd) return -1;
  if (code < 0x7f || listCommonCharacters().has(character)) return 1;
  return /\p{Script=Han}|\p{P}|[Ａ-Ｚａ-ｚ０-９]/u.test(character) ? 0.8 : 0.3;
}

let commonCharacters: ReadonlySet<string> | undefined;

/** The characters of GB 2312: what nearly every Chinese name is written in. */
function listCommonCharacters(): ReadonlySet<string> {
  if (commonCharacters) return commonCharacters;
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xf7; row += 1) for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
  commonCharacters = new Set(getDecoder('gb18030', false).decode(Uint8Array.from(bytes)));
  return commonCharacters;
}

function trimZeros(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  const step = encoding.startsWith('utf-16') ? 2 : 1;
  let end = bytes.length;
  while (end >= step && bytes.subarray(end - step, end).every((byte) => byte === 0)) end -= step;
  return bytes.subarray(0, end);
}

function getDecoder(encoding: Encoding, fatal: boolean): TextDecoder {
  if (!fatal) return new TextDecoder(encoding);
  const decoder = decoders.get(encoding) ?? new TextDecoder(encoding, { fatal });
  decoders.set(encoding, decoder);
  return decoder;
}
