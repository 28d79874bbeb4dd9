// list-orders: what the journal knows, unfinished orders unless all are asked for.
import { describeOrder, isUnfinished } from '../journal/order-record.ts';
import type { Command } from './command.ts';

/** @throws AppError STORAGE_FAILED */
export const listOrders: Command<'list-orders'> = async ({ includeFinished }, { journal }) => {
  const records = await journal.list();
  return { orders: records.filter((record) => includeFinished || isUnfinished(record)).map(describeOrder) };
};
