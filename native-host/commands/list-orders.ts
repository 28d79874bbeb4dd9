// list-orders: what the journal knows, unfinished orders unless all are asked for.
import { describeOrder, isUnfinished } from '../journal/order-record.ts';
import type { Command } from './command.ts';

/** @throws AppError STORAGE_FAILED */
export const listOrders: Command<'list-orders'> = async ({ includeFinished }, { journal }) => {
  // What a page's control began, only that page can go on with.
  const records = (await journal.list()).filter(({ draft }) => draft.control === undefined);
  return { orders: records.filter((record) => includeFinished || isUnfinished(record)).map(describeOrder) };
};
