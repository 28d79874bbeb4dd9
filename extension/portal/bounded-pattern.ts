// Regular expressions of a profile: only such as end soon on any text, because a profile may come from anybody.

/** Longer text is not looked at: with the limits below no pattern takes more than some tens of milliseconds. */
const maxTextLength = 2000;
const maxRepeats = { anchored: 2, free: 1 };
const maxChoices = 6;

/** What repeats and what chooses in a pattern; undefined for what we do not let through at all. */
function countSteps(source: string): { repeats: number; choices: number } | undefined {
  // Escapes and classes are one character each; what is in them neither repeats nor chooses.
  const plain = source.replace(/\\(?:u\{[^}]*\}|u.{4}|x..|c.|[^\d])/g, 'a').replace(/\[(?:\\.|[^\]\\])*\]/g, 'a');
  // Back-references, and groups that look around or have names.
  if (/\\\d|\(\?[^:]/.test(plain)) return undefined;
  // A repeated group is where patterns explode.
  if (/\)(?:[*+]|\{)/.test(plain)) return undefined;
  const repeats = plain.match(/[*+]|\{\d*,?\d*\}/g)?.length ?? 0;
  const choices = plain.match(/\||(?<![*+?}(])\?(?!:)/g)?.length ?? 0;
  return { repeats, choices };
}

/** True for a regular expression with at most two repeated characters (one unless it begins with ^) and six choices. */
export function isBoundedPattern(source: string): boolean {
  try {
    new RegExp(source);
  } catch {
    return false;
  }
  const steps = countSteps(source);
  if (!steps) return false;
  const isAnchored = source.startsWith('^') && !source.includes('|^');
  // With alternatives outside of a group ^ holds for the first of them only.
  const allowed = isAnchored && !hasOuterChoice(source) ? maxRepeats.anchored : maxRepeats.free;
  return steps.repeats <= allowed && steps.choices <= maxChoices;
}

function hasOuterChoice(source: string): boolean {
  let depth = 0;
  for (const character of source.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '')) {
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === '|' && depth === 0) return true;
  }
  return false;
}

/** Whether the text has the pattern in it. Text that is too long has not. */
export function matchesPattern(source: string, text: string, flags = ''): boolean {
  return text.length <= maxTextLength && new RegExp(source, flags).test(text);
}
