// What is offered as a 社保号: numbers, never a word in which a CA groups its customers.
import { expect, it } from 'vitest';
import { describeUnit } from '../../../native-host/x509/describe-unit.ts';

const offered = (value: string, type = 'OU') =>
  describeUnit([{ type, value }], new Map()).socialInsuranceNumbers.map((found) => found.value);

it.each(['Enterprises', 'Type-01', 'Customers', 'ABCD', 'G2'])('does not offer %s', (value) =>
  expect(offered(value)).toEqual([]),
);

it.each(['50010203', 'YB123456', '500-1020', '12ab34'])('offers %s', (value) =>
  expect(offered(value)).toEqual([value]),
);

it('offers no credit code, with a wrong check character neither, and does not claim that one', () => {
  const described = describeUnit([{ type: 'OU', value: '91500000MA5U2X8K4T' }], new Map());
  expect(described).toEqual({ unitName: '', socialInsuranceNumbers: [] });
  // Told from other numbers of 18 by the letter in the organisation's part.
  expect(offered('500000000000000001')).toEqual(['500000000000000001']);
});
