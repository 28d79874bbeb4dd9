// Dates and durations as the clerk reads them.
import { beforeEach, describe, expect, it } from 'vitest';
import { countDaysUntil, describeExpiry, formatDate, formatElapsed } from '../../../extension/base/format-time.ts';
import { useMessages } from './support/read-messages.ts';

describe('times', () => {
  beforeEach(() => useMessages());

  it('formats dates in Chinese, and leaves what is no date', () => {
    expect(formatDate('2026-12-31T12:00:00Z')).toBe('2026年12月31日');
    expect(formatDate('?')).toBe('?');
  });

  it.each([
    [0, '00:00'],
    [59_999, '00:59'],
    [61_000, '01:01'],
    [3_600_000, '60:00'],
    [-5, '00:00'],
  ])('%i ms is %s', (milliseconds, text) => expect(formatElapsed(milliseconds)).toBe(text));

  it('counts calendar days, not hours', () => {
    const now = new Date(2026, 0, 10, 23, 0);
    expect(countDaysUntil(new Date(2026, 0, 11, 1, 0).toISOString(), now)).toBe(1);
    expect(countDaysUntil(new Date(2026, 0, 10, 23, 59).toISOString(), now)).toBe(0);
    expect(countDaysUntil(new Date(2026, 0, 9, 1, 0).toISOString(), now)).toBe(-1);
  });

  it('says how long a certificate still lives', () => {
    const now = new Date(2026, 0, 10, 12, 0);
    expect(describeExpiry(new Date(2026, 0, 22, 12, 0).toISOString(), now)).toBe('（还有 12 天）');
    expect(describeExpiry(new Date(2026, 0, 10, 18, 0).toISOString(), now)).toBe('（今天到期）');
    expect(describeExpiry(new Date(2026, 0, 10, 6, 0).toISOString(), now)).toBe('（已过期 1 天）');
    expect(describeExpiry(new Date(2026, 0, 1, 12, 0).toISOString(), now)).toBe('（已过期 9 天）');
  });
});
