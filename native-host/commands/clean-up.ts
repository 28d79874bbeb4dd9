// clean-up: removes keys that orders given up have left on the token: what the journal claims, and nothing else (I4).

import { judgeEntries } from '../journal/judge-entries.ts';
import type { OrderRecord } from '../journal/order-record.ts';
import type { TokenSession } from '../token/driver.ts';
import { joinObjects } from '../token/join-objects.ts';
import type { Command, CommandContext } from './command.ts';
import { findToken, openFreshSession } from './open-token-session.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

/**
 * Safe to repeat. An order whose key is not a leftover now, whatever it was when the clerk looked, is passed over.
 * @throws AppError PIN_*, TOKEN_*, OPERATION_IN_PROGRESS, DRIVER_*, STORAGE_FAILED
 */
export const cleanUp: Command<'clean-up'> = async ({ tokenId, certificateHash, pin, orderIds }, context) => {
  const token = await findToken(context, tokenId, certificateHash ?? null);
  return context.locks.during(token.name, async () => {
    const session = await openFreshSession(token, pin);
    try {
      return { removedOrderIds: await removeLeftovers(session, orderIds, context) };
    } finally {
      await session.close();
    }
  });
};

async function removeLeftovers(
  session: TokenSession,
  orderIds: readonly string[],
  { journal, signal, now }: CommandContext,
): Promise<string[]> {
  const entries = joinObjects(await session.readContents(), true);
  const leftovers = judgeEntries(entries, await journal.list())
    .filter(({ verdict }) => verdict === 'leftover')
    .flatMap(({ order }) => (order ? [order] : []));
  const wanted = new Set(orderIds);
  const removed: string[] = [];
  for (const order of withoutRepeats(leftovers)) {
    const { orderId, keyLabel } = order.draft;
    if (!wanted.has(orderId)) continue;
    stopIfCancelled(signal);
    await session.destroyKeyPair(keyLabel, readPublicKey(order));
    await journal.append(orderId, { at: now().toISOString(), state: 'abandoned', isKeyRemoved: true });
    removed.push(orderId);
  }
  return removed;
}

/** Two halves that could not be joined are two entries of one order. */
function withoutRepeats(orders: readonly OrderRecord[]): OrderRecord[] {
  return orders.filter((order, index) => orders.indexOf(order) === index);
}

const readPublicKey = ({ publicKey }: OrderRecord) =>
  publicKey === undefined ? null : Buffer.from(publicKey, 'base64');
