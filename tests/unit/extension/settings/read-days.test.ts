// Reminder days as people type them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDays } from '../../../../extension/settings/read-days.ts';

it.each<[string, number[] | undefined]>([
  ['90, 60, 30', [90, 60, 30]],
  ['30，7、60 60', [60, 30, 7]],
  ['', []],
  ['  ', []],
  ['0', undefined],
  ['367', undefined],
  ['seven', undefined],
  ['-3', undefined],
  ['1.5', undefined],
])('%j → %j', (text, days) => {
  expect(readDays(text)).toEqual(days);
});

it('reads back what it shows', () => {
  const lists = fc.uniqueArray(fc.integer({ min: 1, max: 366 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(lists, (days) => {
      const sorted = days.toSorted((one, other) => other - one);
      expect(readDays(days.join(', '))).toEqual(sorted);
    }),
  );
});

it('takes no more than the schema does', () => {
  expect(readDays(Array.from({ length: 21 }, (_, index) => index + 1).join(' '))).toBeUndefined();
});
