// Telephone numbers and names, the mobile numbers cross-checked against an independent validator.
import fc from 'fast-check';
import isMobilePhone from 'validator/lib/isMobilePhone.js';
import { describe, expect, it } from 'vitest';
import { normalizeMobile, normalizePersonName, normalizePhone } from '../../../shared/identity-checks.ts';

describe('normalizeMobile', () => {
  it.each([
    '13812345678',
    '138 1234 5678',
    '138-1234-5678',
    '+86 138 1234 5678',
    '008613812345678',
    '１３８１２３４５６７８',
  ])('reads %s', (text) => expect(normalizeMobile(text)).toBe('13812345678'));

  it.each(['', '1381234567', '138123456789', '12812345678', '8613812345678', '1381234567a'])('refuses %j', (text) =>
    expect(normalizeMobile(text)).toBeUndefined(),
  );

  it('agrees with the validator on eleven digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[0-9]{10}$/), (text) => {
        expect(normalizeMobile(text) !== undefined).toBe(isMobilePhone(text, 'zh-CN'));
      }),
    );
  });
});

describe('normalizePhone', () => {
  it.each([
    ['023-63456789', '023-63456789'],
    ['02363456789', '023-63456789'],
    ['(023) 6345 6789', '023-63456789'],
    ['（023）63456789', '023-63456789'],
    ['+86 23 6345 6789', '023-63456789'],
    ['0571—87654321', '0571-87654321'],
    ['0731-8765432', '0731-8765432'],
    ['023-63456789-801', '023-63456789-801'],
    ['023-63456789转801', '023-63456789-801'],
    ['138 1234 5678', '13812345678'],
  ])('reads %s', (text, expected) => expect(normalizePhone(text)).toBe(expected));

  it.each(['63456789', '110', '023-634567', '0123-63456789', 'abc', '023-63456789-'])('refuses %j', (text) =>
    expect(normalizePhone(text)).toBeUndefined(),
  );
});

describe('normalizePersonName', () => {
  it.each([
    ['张三丰', '张三丰'],
    [' 李 四 ', '李 四'],
    ['阿卜杜拉·买买提', '阿卜杜拉·买买提'],
    ['欧阳𠮷', '欧阳𠮷'],
    ["Anna O'Neill", "Anna O'Neill"],
  ])('reads %j', (text, expected) => expect(normalizePersonName(text)).toBe(expected));

  it.each(['', '张', '张3', '13812345678', '<b>张三</b>', '·张', 'x'.repeat(41)])('refuses %j', (text) =>
    expect(normalizePersonName(text)).toBeUndefined(),
  );
});
