// inspect-token: every key and certificate on the token, and what the journal says of each.
import type { CommandResult } from '../../shared/protocol/messages.ts';
import type { TokenEntry } from '../../shared/protocol/token-care.ts';
import { type Judgement, judgeEntries } from '../journal/judge-entries.ts';
import type { TokenContents } from '../token/driver.ts';
import { joinObjects } from '../token/join-objects.ts';
import type { Command, CommandContext } from './command.ts';
import { describeEntry } from './describe-entry.ts';
import { encodePin, type FoundToken, findToken } from './open-token-session.ts';

/**
 * Without a PIN the token is not logged in to, on a reader with a pad neither.
 * @throws AppError PIN_*, TOKEN_*, DRIVER_*, STORAGE_FAILED
 */
export const inspectToken: Command<'inspect-token'> = async ({ tokenId, certificateHash, pin }, context) => {
  const token = await findToken(context, tokenId, certificateHash ?? null);
  await token.driver.refresh();
  const isReadWithPin = pin !== undefined;
  const contents = isReadWithPin ? await readWithPin(token, pin) : await token.driver.inspectToken(token.name);
  return describeContents(contents, isReadWithPin, context);
};

async function readWithPin({ driver, name }: FoundToken, pin: string): Promise<TokenContents> {
  const session = await driver.openSession(name, encodePin(pin));
  try {
    return await session.readContents();
  } finally {
    await session.close();
  }
}

async function describeContents(
  contents: TokenContents,
  isReadWithPin: boolean,
  { journal, protocol }: CommandContext,
): Promise<CommandResult<'inspect-token'>> {
  const joined = joinObjects(contents, isReadWithPin);
  const judgements = judgeEntries(joined, await journal.list());
  const entries = joined.map(
    (entry, index): TokenEntry => describeEntry(entry, judgements[index] as Judgement, index, protocol),
  );
  return {
    adminPinState: contents.adminPinState,
    isReadWithPin,
    ...(contents.freeBytes === null ? {} : { freeBytes: contents.freeBytes }),
    entries,
  };
}
