// Notes in the journal that a certificate of an order of ours has signed what a site asked for: the old one may go then.
import { isAppError } from '../../shared/errors/app-error.ts';
import { findWriter } from '../journal/judge-entries.ts';
import type { CommandContext } from './command.ts';
import { OrderSteps } from './order-steps.ts';
import { readOrder } from './read-order.ts';

/** Never in the way of the signature: where it cannot be noted now, the next one is. */
export async function recordUse(certificateHash: string, context: CommandContext): Promise<void> {
  try {
    const order = findWriter(certificateHash, await context.journal.list());
    if (!order || order.isUsed) return;
    await context.locks.during(order.draft.token, async () => {
      const steps = new OrderSteps(context, await readOrder(context, order.draft.orderId));
      if (!steps.record.isUsed) await steps.append({ state: 'used' });
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}
