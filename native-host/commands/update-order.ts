// update-order: the window tells what it is about to do, or did, with the CA.
import { AppError } from '../../shared/errors/app-error.ts';
import type { OrderState } from '../../shared/protocol/messages.ts';
import { describeOrder } from '../journal/order-record.ts';
import type { Command } from './command.ts';
import { readOrder } from './read-order.ts';

/** From which states each may follow. Repeating one is no error: the window may not have heard our answer. */
const allowedFrom: Readonly<Record<'submitted' | 'accepted', readonly OrderState[]>> = {
  submitted: ['request-signed', 'submitted'],
  accepted: ['submitted', 'accepted'],
};

/** @throws AppError ORDER_UNKNOWN, ORDER_STATE_CONFLICT, OPERATION_IN_PROGRESS, STORAGE_FAILED */
export const updateOrder: Command<'update-order'> = async ({ orderId, state }, context) => {
  const record = await readOrder(context, orderId);
  await context.locks.acquire(record.draft.token);
  if (!allowedFrom[state].includes(record.state)) throw new AppError('ORDER_STATE_CONFLICT', { state: record.state });
  if (record.state !== state) await context.journal.append(orderId, { at: context.now().toISOString(), state });
  return { order: describeOrder(await readOrder(context, orderId)) };
};
