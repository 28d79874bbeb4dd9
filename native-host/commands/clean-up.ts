// clean-up: removes keys that orders given up have left on the token: what the journal claims, and nothing else.

import { judgeEntries } from '../journal/judge-entries.ts';
import type { OrderRecord } from '../journal/order-record.ts';
import type { TokenSession } from '../token/driver.ts';
import { joinObjects } from '../token/join-objects.ts';
import type { Command, CommandContext } from './command.ts';
import { findToken, openFreshSession } from './open-token-session.ts';
import { OrderSteps } from './order-steps.ts';
import { removeKeys } from './remove-keys.ts';
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
  context: CommandContext,
): Promise<string[]> {
  const entries = joinObjects(await session.readContents(), true);
  const leftovers = judgeEntries(entries, await context.journal.list())
    .filter(({ verdict }) => verdict === 'leftover')
    .flatMap(({ order }) => (order ? [order] : []));
  const wanted = new Set(orderIds);
  const removed: string[] = [];
  for (const order of withoutRepeats(leftovers)) {
    const { orderId } = order.draft;
    if (!wanted.has(orderId)) continue;
    stopIfCancelled(context.signal);
    const steps = new OrderSteps(context, order);
    await steps.check();
    await removeKeys(session, order);
    // Of a verified order only what an attempt left behind is gone: the order stays what it is.
    if (order.state !== 'verified') await steps.append({ state: 'abandoned', isKeyRemoved: true });
    removed.push(orderId);
  }
  return removed;
}

/** Two halves that could not be joined are two entries of one order. */
function withoutRepeats(orders: readonly OrderRecord[]): OrderRecord[] {
  return orders.filter((order, index) => orders.indexOf(order) === index);
}
