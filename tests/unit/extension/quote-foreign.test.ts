// What a CA says, or somebody in its place, as our windows repeat it.
import { expect, it } from 'vitest';
import { describeError } from '../../../extension/base/error-words.ts';
import { quoteForeign } from '../../../extension/base/quote-foreign.ts';
import { mergeOrders } from '../../../extension/orders/merge-orders.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { lookUp } from '../../../shared/look-up.ts';
import { useMessages } from './support/read-messages.ts';
import { makeSeen } from './support/seen-orders.ts';

it.each([
  'http://evil.example/setup.exe',
  'HTTPS://evil.example',
  'evil.example',
  'www.evil.cn/a',
  'ｅｖｉｌ．ｃｎ',
  'evil。cn',
  'ev\u200bil.cn',
  '203.0.113.7:8080/x',
  'ftp://evil.example/x',
  'help@evil.example',
  '138 0000 0000',
  '４００１２３４５６７',
])('leaves %s out', (address) => {
  const text = quoteForeign(`请到 ${address} 下载`);
  expect(text).toBe('请到 … 下载');
});

it('keeps an honest reason, on one line, without marks that turn text round', () => {
  expect(quoteForeign('签章与营业执照不符，\n请重新提交。')).toBe('签章与营业执照不符, 请重新提交。');
  expect(quoteForeign('a\u202egnp.b')).not.toContain('\u202e');
  expect([...quoteForeign('长'.repeat(5_000))]).toHaveLength(80);
});

it('is what the window says of a refusal, for the help desk too', () => {
  useMessages();
  const words = describeError(
    new AppError('CA_REFUSED', { reason: `请到 http://evil.example 下载${'长'.repeat(300)}` }),
  );
  for (const text of [words.what, words.support]) {
    expect(text).not.toContain('evil');
    expect(text.length).toBeLessThan(150);
  }
  expect(words.what).toMatch(/“请到 … 下载/);
});

it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('a page’s %s is in no table', (word) => {
  expect(lookUp({ a: 1 }, word)).toBeUndefined();
  const options = { orderList: chongqingProfile.orderList, now: new Date(), isOnScreen: true };
  expect(mergeOrders([], [makeSeen({ state: word, kind: word })], options)).toMatchObject([
    { stage: 'other', kind: 'other' },
  ]);
});
