// Which row of the 钥匙盘 table is plugged in, and for which rows a driver is there: for the page, so no number leaves here,
// and nothing is started for it: it is answered from what a page of ours has seen.
import type { LastSurvey } from '../host/last-survey.ts';
import { matchesPattern } from '../portal/bounded-pattern.ts';
import type { KeyTableAnswer } from '../portal/page-messages.ts';
import type { SiteProfile } from '../portal/profile.ts';

type TokenKind = SiteProfile['tokenKinds'][number];

/** Pure: what was seen → what the page may know. */
export function matchKeyTable(
  { tokens, drivers }: Pick<LastSurvey, 'tokens' | 'drivers'>,
  tokenKinds: readonly TokenKind[],
): KeyTableAnswer {
  const usual = tokenKinds.find(({ isUsual }) => isUsual);
  const usable = drivers.filter(({ status }) => status === 'ok').map(({ driverName }) => driverName);
  const isOf = (kind: TokenKind, text: string) =>
    kind.tokenPatterns.some((pattern) => matchesPattern(pattern, text, 'i'));
  const rows = tokens.map(
    ({ label, model }) => (tokenKinds.find((kind) => isOf(kind, `${label} ${model}`)) ?? usual)?.rowName,
  );
  // With several U盾 of several kinds nobody can say which the clerk means; the usual one is what this product is for.
  const pluggedRow = rows.includes(usual?.rowName) ? usual?.rowName : rows[0];
  return {
    ...(pluggedRow === undefined ? {} : { pluggedRow }),
    driverRows: tokenKinds
      .filter(({ driverNames }) => driverNames.some((name) => usable.includes(name)))
      .map(({ rowName }) => rowName),
    usualRow: usual?.rowName ?? '',
  };
}
