// abandon-order: gives an unfinished order up; its new key goes too when the PIN is given and nothing was written for it.
import { AppError } from '../../shared/errors/app-error.ts';
import { describeOrder, isUnfinished } from '../journal/order-record.ts';
import type { Command } from './command.ts';
import { findToken, openFreshSession } from './open-token-session.ts';
import { OrderSteps } from './order-steps.ts';
import { readOrder } from './read-order.ts';
import { removeKeys } from './remove-keys.ts';

/** @throws AppError ORDER_UNKNOWN, ORDER_STATE_CONFLICT, OPERATION_IN_PROGRESS, TOKEN_*, PIN_*, DRIVER_*, STORAGE_FAILED */
export const abandonOrder: Command<'abandon-order'> = async ({ orderId, tokenId, pin }, context) => {
  const { draft } = await readOrder(context, orderId);
  await context.locks.acquire(draft.token);
  const steps = new OrderSteps(context, await readOrder(context, orderId));
  const { record } = steps;
  if (!isUnfinished(record)) throw new AppError('ORDER_STATE_CONFLICT', { state: record.state });
  let isKeyRemoved = false;
  if (tokenId !== undefined && record.state !== 'written') {
    const token = await findToken(context, tokenId, record.draft.token.certificateHash);
    const session = await openFreshSession(token, pin);
    try {
      await steps.check();
      isKeyRemoved = (await removeKeys(session, record)) > 0;
    } finally {
      await session.close();
    }
  }
  await steps.append({ state: 'abandoned', isKeyRemoved });
  context.locks.release(record.draft.token);
  return { order: describeOrder(steps.record), isKeyRemoved };
};
