// Which entry of a site's list means a value of ours: the best one, and none where two would do as well.
import { stripInvisible } from '../../shared/strip-invisible.ts';

/** What an administrative division's name may end with; clerks leave it out. */
const divisionEnding = /(?:特别行政区|自治区|自治州|自治县|地区|省|市|区|县|旗|盟|州|镇|乡)$/;

function foldWord(text: string): string {
  return stripInvisible(text).normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

function dropEnding(word: string): string {
  const short = word.replace(divisionEnding, '');
  // 市区 without its ending would be nothing.
  return short.length >= 2 ? short : word;
}

function findOnly(indexes: readonly number[]): number | undefined {
  return indexes.length === 1 ? indexes[0] : undefined;
}

/**
 * Index of the one word that means `value`, or undefined.
 * In this order: the same word; the same without 市, 区, 县 …; the one that says more (渝北 → 重庆市渝北区); the longest that
 * says less (重庆市渝北区龙溪街道 → 重庆市渝北区), unless the list goes into more detail there and has another detail.
 */
export function matchOption(words: readonly string[], value: string): number | undefined {
  const wanted = foldWord(value);
  if (wanted === '') return undefined;
  const folded = words.map(foldWord);
  const indexesWhere = (isWanted: (word: string) => boolean) =>
    folded.flatMap((word, index) => (word !== '' && isWanted(word) ? [index] : []));

  const same = indexesWhere((word) => word === wanted);
  if (same.length > 0) return same[0];
  const alike = indexesWhere((word) => dropEnding(word) === dropEnding(wanted));
  if (alike.length > 0) return findOnly(alike);

  const longer = indexesWhere((word) => word.startsWith(wanted) || dropEnding(word).endsWith(dropEnding(wanted)));
  if (longer.length > 0) return findOnly(longer);

  const shorter = indexesWhere((word) => wanted.startsWith(word) || wanted.endsWith(word));
  const longest = Math.max(...shorter.map((index) => folded[index]?.length ?? 0));
  const best = shorter.filter((index) => folded[index]?.length === longest);
  // 重庆市 and 渝北区 in 重庆市渝北区 are as long: the end of an address is its detail.
  const atEnd = best.filter((index) => wanted.endsWith(folded[index] ?? ''));
  const chosen = findOnly(atEnd.length > 0 ? atEnd : best);
  const word = chosen === undefined ? undefined : folded[chosen];
  if (
    word === undefined ||
    (wanted.startsWith(word) && indexesWhere((one) => one !== word && one.startsWith(word)).length > 0)
  )
    return undefined;
  return chosen;
}
