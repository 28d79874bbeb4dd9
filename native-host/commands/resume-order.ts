// resume-order: takes an unfinished order up again in this window.
import { describeOrder } from '../journal/order-record.ts';
import type { Command } from './command.ts';
import { readOrder } from './read-order.ts';

/** @throws AppError ORDER_UNKNOWN, OPERATION_IN_PROGRESS when another window is at it, STORAGE_FAILED */
export const resumeOrder: Command<'resume-order'> = async ({ orderId }, context) => {
  const { draft } = await readOrder(context, orderId);
  await context.locks.acquire(draft.token);
  // Read again under the lock: the other window may have gone on until it let go.
  const record = await readOrder(context, orderId);
  return {
    order: describeOrder(record),
    ...(record.pkcs10 === undefined ? {} : { pkcs10: record.pkcs10 }),
    ...(record.proof === undefined ? {} : { proof: record.proof }),
  };
};
