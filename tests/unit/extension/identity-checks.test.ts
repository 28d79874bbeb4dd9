// Telephone numbers and names, the mobile numbers cross-checked against an independent validator.
import fc from 'fast-check';
import isMobilePhone from 'validator/lib/isMobilePhone.js';
import { describe, expect, it } from 'vitest';
import {
  normalizeDocumentNumber,
  normalizeEmail,
  normalizeIdentityNumber,
  normalizeMobile,
  normalizePhone,
} from '../../../shared/identity-checks.ts';
import { normalizePersonName } from '../../../shared/normalize-person-name.ts';
import { stripInvisible } from '../../../shared/strip-invisible.ts';

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
    ['400-820-8820', '400-820-8820'],
    ['4008208820', '400-820-8820'],
    ['400 8208 820', '400-820-8820'],
    ['４００—８２０—８８２０', '400-820-8820'],
    ['800-810-0001', '800-810-0001'],
    ['400-820-8820转1234', '400-820-8820-1234'],
    ['400-820-8820-12', '400-820-8820-12'],
  ])('reads %s', (text, expected) => expect(normalizePhone(text)).toBe(expected));

  it.each([
    '63456789',
    '110',
    '023-634567',
    '0123-63456789',
    'abc',
    '023-63456789-',
    '400-820-882',
    '400820882012',
    '500-820-8820',
  ])('refuses %j', (text) => expect(normalizePhone(text)).toBeUndefined());
});

describe('normalizePersonName', () => {
  it.each([...'·・‧･．∙⋅•●⦁'])('takes %s for the middle dot', (dot) =>
    expect(normalizePersonName(`阿卜杜拉${dot}买买提`)).toBe('阿卜杜拉·买买提'),
  );

  it('changes nothing in what it has written', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30, unit: 'grapheme' }), (text) => {
        const name = normalizePersonName(text);
        if (name !== undefined) expect(normalizePersonName(name)).toBe(name);
      }),
    );
  });

  it.each([
    ['张三丰', '张三丰'],
    [' 李 四 ', '李 四'],
    ['阿卜杜拉·买买提', '阿卜杜拉·买买提'],
    ['欧阳𠮷', '欧阳𠮷'],
    ["Anna O'Neill", "Anna O'Neill"],
    ['Anna O’Neill', "Anna O'Neill"],
    ['王〇', '王〇'],
    ['王○', '王〇'],
    ['〇志强', '〇志强'],
    ['阿卜杜拉.买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉 · 买买提', '阿卜杜拉·买买提'],
    ['John Q. Smith', 'John Q. Smith'],
    ['Ｊｏｈｎ　Ｓｍｉｔｈ', 'John Smith'],
    ['⽅⼩', '方小'],
  ])('reads %j', (text, expected) => expect(normalizePersonName(text)).toBe(expected));

  it.each(['', '张', '张3', '13812345678', '<b>张三</b>', '·张', 'x'.repeat(41)])('refuses %j', (text) =>
    expect(normalizePersonName(text)).toBeUndefined(),
  );
});

/** What chats, PDF readers and web pages put in unseen: embeddings, isolates, joiners, byte order marks, variation selectors, tags. */
const invisibleMark = fc.constantFrom(
  ...[
    [0x202a, 0x202e],
    [0x2066, 0x2069],
    [0x200b, 0x200f],
    [0x2060, 0x2064],
    [0xfe00, 0xfe0f],
    [0xe0100, 0xe0110],
    [0xe0020, 0xe0030],
    [0xfeff, 0xfeff],
    [0xad, 0xad],
    [0x61c, 0x61c],
  ].flatMap(([from = 0, to = 0]) =>
    Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)),
  ),
);

/** The text with marks before, between and after its characters. */
const withMarks = (text: string) =>
  fc
    .array(fc.array(invisibleMark, { maxLength: 2 }), { minLength: text.length + 1, maxLength: text.length + 1 })
    .map((marks) => marks.map((own, index) => own.join('') + text.charAt(index)).join(''));

describe('invisible marks', () => {
  it.each([
    [normalizeMobile, '13812345678'],
    [normalizePhone, '023-63456789'],
    [normalizePhone, '400-820-8820'],
    [normalizeIdentityNumber, '11010519491231002X'],
    [normalizeDocumentNumber, 'E12345678'],
    [normalizeEmail, 'lihua@example.com'],
    [normalizePersonName, '阿卜杜拉·买买提'],
  ])('are no part of what is checked (%#)', (normalize, text) => {
    fc.assert(
      fc.property(withMarks(text), (marked) => {
        expect(normalize(marked)).toBe(text);
      }),
    );
  });

  it('of the number that a phone’s address book copies are taken out', () => {
    expect(normalizeMobile('\u202d13812345678\u202c')).toBe('13812345678');
  });

  it('go, and nothing else does', () => {
    const seen = '重庆（集团）𠮷〇·A-1 　\t';
    fc.assert(
      fc.property(withMarks(seen.replace('𠮷', '吉')), (text) => stripInvisible(text) === seen.replace('𠮷', '吉')),
    );
    expect(stripInvisible(seen)).toBe(seen);
  });
});
