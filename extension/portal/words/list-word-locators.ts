// All word locators inside some piece of a profile, wherever they stand in it.
import { type WordLocator, wordKinds } from './word-locator.ts';

function isLocator(value: object): value is WordLocator {
  return 'words' in value && 'kind' in value && wordKinds.some((kind) => kind === value.kind);
}

export function listWordLocators(value: unknown): WordLocator[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isLocator(value)) {
    const under = value.under ? [{ kind: 'label' as const, words: value.under }] : [];
    const others = [value.notBeside, value.notBehind].flatMap((words) =>
      words ? [{ kind: 'link' as const, words }] : [],
    );
    return [value, ...under, ...others];
  }
  return Object.values(value).flatMap(listWordLocators);
}
