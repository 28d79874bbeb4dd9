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

it.each([
  ['91500000MA5U2X8K4T', 'a wrong check character, as codes of before 2016 may have'],
  ['某公司@91500000MA5U2X8K4T@2', 'beside something else'],
])('takes %s for a credit code: %s', (value) => {
  const described = describeUnit([{ type: 'OU', value }], new Map());
  expect(described).toMatchObject({ creditCode: '91500000MA5U2X8K4T', socialInsuranceNumbers: [] });
});

it.each(['11010519491231002X', '510105194912310021', '500000000000000001'])('takes %s for none', (value) =>
  expect(describeUnit([{ type: 'OU', value }], new Map()).creditCode).toBeUndefined(),
);

it('prefers a code whose check character is right', () => {
  const subject = ['91500000MA5U2X8K4T', '915001037094567890', '91350100M000100Y43'].map((value) => ({
    type: 'OU',
    value,
  }));
  expect(describeUnit(subject, new Map()).creditCode).toBe('91350100M000100Y43');
});
