// update-order: the window tells what it is about to do, or did, with the CA.
import { AppError } from '../../shared/errors/app-error.ts';
import type { OrderState } from '../../shared/protocol/messages.ts';
import { describeOrder } from '../journal/order-record.ts';
import type { Command } from './command.ts';
import { OrderSteps } from './order-steps.ts';
import { readOrder } from './read-order.ts';

/** From which states each may follow. Repeating one is no error: the window may not have heard our answer. */
const allowedFrom: Readonly<Record<'submitted' | 'accepted', readonly OrderState[]>> = {
  submitted: ['request-signed', 'submitted'],
  accepted: ['submitted', 'accepted'],
};

/** @throws AppError ORDER_UNKNOWN, ORDER_STATE_CONFLICT, OPERATION_IN_PROGRESS, STORAGE_FAILED */
export const updateOrder: Command<'update-order'> = async ({ orderId, state }, context) => {
  const { draft } = await readOrder(context, orderId);
  await context.locks.acquire(draft.token);
  const steps = new OrderSteps(context, await readOrder(context, orderId));
  const { record } = steps;
  if (!allowedFrom[state].includes(record.state)) throw new AppError('ORDER_STATE_CONFLICT', { state: record.state });
  if (record.state !== state) await steps.append({ state });
  return { order: describeOrder(steps.record) };
};
