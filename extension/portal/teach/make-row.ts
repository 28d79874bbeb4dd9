// From the parts of one row to all rows of its kind: selectors that hold in each of them.
import { makeSelector } from './make-locator.ts';

export interface TaughtRow {
  readonly selector: string;
  /** Name of each part → its selector within the row. */
  readonly parts: Readonly<Record<string, string>>;
}

function findRow(elements: readonly HTMLElement[]): HTMLElement | undefined {
  let row: HTMLElement | null = elements[0]?.parentElement ?? null;
  while (row && !elements.every((element) => row?.contains(element))) row = row.parentElement;
  return row?.closest<HTMLElement>('tr, li') ?? row ?? undefined;
}

/** Steps from the row to the element: a cell for what is alone in it, because rows differ in what stands around their texts. */
function listSteps(element: HTMLElement, row: HTMLElement): string[] {
  const steps: string[] = [];
  const cell = element.closest('td, th');
  const isAlone = cell && row.contains(cell) && cell.textContent?.trim() === element.textContent?.trim();
  const isText = !element.matches('a, input, button, select');
  for (let at: Element = isAlone && isText ? cell : element; at !== row && at.parentElement; at = at.parentElement)
    steps.unshift(`${at.tagName.toLowerCase()}:nth-child(${[...at.parentElement.children].indexOf(at) + 1})`);
  return steps;
}

/** @param parts of one row; the first one, where headings stand in rows of the same kind */
export function makeRow(
  parts: Readonly<Record<string, HTMLElement>>,
  needed: readonly string[],
): TaughtRow | undefined {
  const elements = Object.values(parts);
  const row = findRow(elements);
  const list = row?.parentElement;
  const around = list && makeSelector(list);
  if (!row || !list || around === undefined) return undefined;
  const paths = Object.entries(parts).map(([name, element]) => [name, listSteps(element, row).join(' > ')] as const);
  if (paths.some(([, path]) => path === '')) return undefined;
  // Rows of another build, a heading's or a sum's, have not all of it.
  const has = paths.filter(([name]) => needed.includes(name)).map(([, path]) => `:has(> ${path})`);
  const position = [...list.children].indexOf(row) + 1;
  const from = position > 1 ? `:nth-child(n+${position})` : '';
  const selector = `${around} > ${row.tagName.toLowerCase()}${from}${[...new Set(has)].join('')}`;
  if (selector.length > 500) return undefined;
  return { selector, parts: Object.fromEntries(paths.map(([name, path]) => [name, `:scope > ${path}`])) };
}
