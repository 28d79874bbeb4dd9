// An order that must be in the journal.
import { AppError } from '../../shared/errors/app-error.ts';
import type { OrderRecord } from '../journal/order-record.ts';
import type { CommandContext } from './command.ts';

/** @throws AppError ORDER_UNKNOWN, STORAGE_FAILED */
export async function readOrder({ journal }: CommandContext, orderId: string): Promise<OrderRecord> {
  const record = await journal.read(orderId);
  if (!record) throw new AppError('ORDER_UNKNOWN');
  return record;
}
