// Which row of the 钥匙盘 table is plugged in, and for which rows a driver is there: for the page, so no number leaves here.
import type { CommandResult } from '../../shared/protocol/messages.ts';
import type { HostConnection } from '../host/connect-host.ts';
import { matchesPattern } from '../portal/bounded-pattern.ts';
import type { KeyTableAnswer } from '../portal/page-messages.ts';
import type { SiteProfile } from '../portal/profile.ts';

type TokenKind = SiteProfile['tokenKinds'][number];

/** Pure: what the host saw → what the page may know. */
export function matchKeyTable(
  { tokens, drivers }: CommandResult<'list-tokens'>,
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

/** Asks the host once. Undefined when it cannot be asked: the page then stays as it is. */
export async function answerKeyTable(
  connect: () => Promise<HostConnection>,
  tokenKinds: readonly TokenKind[],
): Promise<KeyTableAnswer | undefined> {
  let connection: HostConnection | undefined;
  try {
    connection = await connect();
    return matchKeyTable(await connection.call('list-tokens', {}), tokenKinds);
  } catch {
    // Why, is for our own window to say; it is a page of the site that asks.
    return undefined;
  } finally {
    connection?.close();
  }
}
