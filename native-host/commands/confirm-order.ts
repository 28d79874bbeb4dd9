// confirm-order: the window tells that the CA knows of the certificate on the token.
import { AppError } from '../../shared/errors/app-error.ts';
import type { Command } from './command.ts';
import { OrderSteps } from './order-steps.ts';
import { readOrder } from './read-order.ts';

/** @throws AppError ORDER_UNKNOWN, ORDER_STATE_CONFLICT, OPERATION_IN_PROGRESS, STORAGE_FAILED */
export const confirmOrder: Command<'confirm-order'> = async ({ orderId }, context) => {
  const { draft } = await readOrder(context, orderId);
  await context.locks.during(draft.token, async () => {
    const steps = new OrderSteps(context, await readOrder(context, orderId));
    const { state, isConfirmed } = steps.record;
    if (state !== 'verified') throw new AppError('ORDER_STATE_CONFLICT', { state });
    if (!isConfirmed) await steps.append({ state: 'ca-confirmed' });
  });
  return {};
};
