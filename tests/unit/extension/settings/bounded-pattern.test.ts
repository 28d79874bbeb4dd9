// Patterns of a profile that may come from anybody: those that would hang are refused when it is read.
import { describe, expect, it } from 'vitest';
import { isBoundedPattern, matchesPattern } from '../../../../extension/portal/bounded-pattern.ts';

describe('isBoundedPattern', () => {
  it.each([
    '^/easyca/netpay/home\\.jsp(\\?|$)',
    '^/easyca/netpay/quick/(update|renew)\\.jsp(\\?|$)',
    '社保',
    '\\bSB\\b',
    '^/a/[^/]+/b(?:\\?.*)?$',
    '^/[*+?|()]{3}$',
  ])('lets %s through', (source) => expect(isBoundedPattern(source)).toBe(true));

  it.each([
    '(',
    '^(a+)+$',
    '^(a|a)*$',
    '^(.*a){12}$',
    '^(?:a?){30}a{30}$',
    '.*.*x',
    '^.*.*.*x',
    'a|^.*.*x',
    '^(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)x',
    'a?a?a?a?a?a?a?aaaaaaa',
    '(a)\\1',
    '^(?=.*a)b',
    '^(?<=a)b',
    '^(?<name>a)b',
    '^[\\w-]+@([\\w-]+\\.)+$',
  ])('refuses %s', (source) => expect(isBoundedPattern(source)).toBe(false));
});

it('ends soon on the longest text with the worst patterns that are let through', () => {
  const text = 'a'.repeat(2000);
  for (const source of ['^.*.*(a|a)(a|a)(a|a)b', '.*(a|a)(a|a)(a|a)(a|a)b', '^a*a*a?a?a?b']) {
    expect(isBoundedPattern(source)).toBe(true);
    expect(matchesPattern(source, text)).toBe(false);
  }
});

it('has no match in text that is longer than any address', () => {
  expect(matchesPattern('a', 'a'.repeat(2000))).toBe(true);
  expect(matchesPattern('a', 'a'.repeat(2001))).toBe(false);
});
