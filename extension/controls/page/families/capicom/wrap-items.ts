// Lists of CAPICOM: counted from 1, by call, index or Item.
import { comNumbers, makeComError } from '../../com-error.ts';
import type { Control } from '../../make-control.ts';
import type { FamilyTools } from '../family-tools.ts';

/** @throws E_INVALIDARG outside of the list, as COM's lists do */
export function takeItem<T>(list: readonly T[], index: unknown): T {
  const found = list[Number(index) - 1];
  if (found === undefined) throw makeComError(comNumbers.badArgument, '参数错误。');
  return found;
}

export function wrapItems(tools: FamilyTools, list: readonly Control[]): Control {
  const item = (index: unknown) => takeItem(list, index);
  return tools.wrap({ Count: list.length, Item: item }, { base: 1, item });
}
