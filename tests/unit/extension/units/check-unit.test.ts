// The checks of a unit profile, the numbers among them cross-checked against independent packages.
import fc from 'fast-check';
import { stdnum } from 'stdnum';
import isEmail from 'validator/lib/isEmail.js';
import isIdentityCard from 'validator/lib/isIdentityCard.js';
import { describe, expect, it } from 'vitest';
import { createEmptyUnit } from '../../../../extension/settings/unit.ts';
import { checkUnit } from '../../../../extension/units/check-unit.ts';
import { isCreditCode } from '../../../../shared/credit-code.ts';
import {
  normalizeDocumentNumber,
  normalizeEmail,
  normalizeIdentityNumber,
} from '../../../../shared/identity-checks.ts';

const { ric, uscc } = stdnum.CN ?? {};
if (!ric || !uscc) throw new Error('stdnum has no Chinese numbers');

const check = (changed: object) => checkUnit({ ...createEmptyUnit(), unitName: '重庆两江物流有限公司', ...changed });

/** An 身份证 number of a real day with the check character in its place. */
const identityNumber = fc
  .record({
    area: fc.integer({ min: 110101, max: 659001 }),
    date: fc.date({ min: new Date('1920-01-02'), max: new Date('2020-12-30'), noInvalidDate: true }),
    order: fc.nat(999),
  })
  .map(({ area, date, order }) => {
    const digits = `${area}${date.toISOString().slice(0, 10).replaceAll('-', '')}${String(order).padStart(3, '0')}`;
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
    return `${digits}${'10X98765432'[sum % 11]}`;
  });

describe('normalizeIdentityNumber', () => {
  it('takes the example of the standard, in any writing', () => {
    for (const text of ['11010519491231002X', ' 110105 19491231 002x ', '１１０１０５１９４９１２３１００２Ｘ'])
      expect(normalizeIdentityNumber(text)).toBe('11010519491231002X');
  });

  it.each(['', '110105194912310021', '11010519490231002X', '11010529991231002X', '1101051949123100'])(
    'refuses %j',
    (text) => expect(normalizeIdentityNumber(text)).toBeUndefined(),
  );

  it('agrees with validator on the check character', () => {
    fc.assert(
      fc.property(identityNumber, fc.constantFrom(...'0123456789X'), (number, last) => {
        const text = number.slice(0, 17) + last;
        expect(normalizeIdentityNumber(text) !== undefined).toBe(number === text);
        // validator knows fewer areas than there are.
        if (isIdentityCard(text, 'zh-CN')) expect(normalizeIdentityNumber(text)).toBe(text);
      }),
    );
  });

  it('takes whatever stdnum takes', () => {
    expect(ric.validate('11010519491231002X').isValid).toBe(true);
    fc.assert(
      fc.property(identityNumber, (number) => {
        if (ric.validate(number).isValid) expect(normalizeIdentityNumber(number)).toBe(number);
      }),
    );
  });
});

describe('isCreditCode', () => {
  it('agrees with stdnum', () => {
    expect(uscc.validate('91350100M000100Y43').isValid).toBe(true);
    const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    fc.assert(
      fc.property(
        fc.constantFrom('91350100M000100Y43', '91500000MA5U4K2X4T'),
        fc.nat(17),
        fc.nat(30),
        (code, at, to) => {
          const changed = code.slice(0, at) + alphabet[to] + code.slice(at + 1);
          if (isCreditCode(changed)) expect(changed).toBe(code);
          if (uscc.validate(changed).isValid) expect(isCreditCode(changed)).toBe(true);
        },
      ),
    );
  });
});

describe('normalizeEmail', () => {
  it.each(['lihua@example.com', 'a.b-c+d@mail.example.com.cn', '1234@qq.com'])('takes %s', (text) => {
    expect(normalizeEmail(` ${text} `)).toBe(text);
    expect(isEmail(text)).toBe(true);
  });

  it.each(['', 'lihua', 'lihua@', 'lihua@example', 'li hua@example.com', 'a..b@example.com', '@example.com'])(
    'refuses %j',
    (text) => expect(normalizeEmail(text)).toBeUndefined(),
  );

  it('takes nothing that validator refuses', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        if (normalizeEmail(text) !== undefined) expect(isEmail(text)).toBe(true);
      }),
    );
  });
});

describe('normalizeDocumentNumber', () => {
  it.each([
    ['e 12345678', 'E12345678'],
    ['H12345678', 'H12345678'],
    ['R123456(7)', 'R123456(7)'],
  ])('reads %s', (text, number) => expect(normalizeDocumentNumber(text)).toBe(number));

  it.each(['', 'abcdef', '1234', '护照12345', '123456789012345678901'])('refuses %j', (text) =>
    expect(normalizeDocumentNumber(text)).toBeUndefined(),
  );
});

describe('checkUnit', () => {
  it('asks for the name only', () => {
    expect(check({}).errors).toEqual({});
    expect(check({ unitName: ' ' }).errors).toEqual({ unitName: 'unit_error_name_missing' });
  });

  it('ties each message to its field', () => {
    const wrong = {
      creditCode: '91500000MA5U4K2X4',
      socialInsuranceNumber: '5001-',
      legalPersonName: '张3',
      legalPersonDocumentNumber: '110105194912310021',
      officePhone: '63456788',
      website: 'no address',
      agentMobile: '12345',
      agentEmail: 'lihua@',
      agentWechat: 'a',
    };
    expect(Object.keys(check(wrong).errors).sort()).toEqual(Object.keys(wrong).sort());
  });

  it('lets a credit code be kept whose last character does not check, and says so', () => {
    // Genuine, from before the check character was enforced.
    const old = check({ creditCode: '91350203m0001qkt19' });
    expect(old).toMatchObject({
      unit: { creditCode: '91350203M0001QKT19' },
      errors: {},
      warnings: { creditCode: 'unit_warning_credit_code' },
    });
    expect(check({ creditCode: '91350100M000100Y43' }).warnings).toEqual({});
    // Not its length nor its alphabet: no I, O, S, V, Z.
    for (const creditCode of ['91350203M0001QKT1', '91350203M0001QKT190', '9135O203M0001QKT19'])
      expect(check({ creditCode })).toMatchObject({ errors: { creditCode: 'unit_error_credit_code' }, warnings: {} });
  });

  it('takes invisible marks out of every field before it checks and keeps it', () => {
    const mark = (text: string) => `\u202a${[...text].join('\u200b')}\ufe0f\u202c`;
    const clean = {
      unitName: '重庆两江物流有限公司',
      creditCode: '91350100M000100Y43',
      socialInsuranceNumber: '50010203',
      legalPersonDocumentNumber: '11010519491231002X',
      website: 'www.example.com',
      agentWechat: 'li_hua-88',
      postalAddress: '渝北区金开大道160号 2 楼',
    };
    const marked = Object.fromEntries(Object.entries(clean).map(([field, value]) => [field, mark(value)]));
    expect(check(marked)).toMatchObject({ unit: clean, errors: {}, warnings: {} });
    expect(check({ agentMobile: '\u200b\ufeff' })).toMatchObject({ unit: { agentMobile: '' }, errors: {} });
  });

  it('makes radicals that a PDF gave characters again, and keeps a name’s own brackets', () => {
    expect(check({ unitName: '重庆⽅⼤（集团）' }).unit.unitName).toBe('重庆方大（集团）');
  });

  it('refuses text that a wrong encoding has broken', () => {
    expect(check({ postalAddress: '\ufffd\ufffd路' }).errors).toEqual({ postalAddress: 'unit_error_text' });
  });

  it('checks a passport as a passport', () => {
    const passport = { legalPersonDocumentType: 'passport', legalPersonDocumentNumber: 'e12345678' };
    expect(check(passport)).toMatchObject({ errors: {}, unit: { legalPersonDocumentNumber: 'E12345678' } });
    expect(check({ ...passport, legalPersonDocumentType: 'identity-card' }).errors).toEqual({
      legalPersonDocumentNumber: 'unit_error_identity_number',
    });
  });

  it('writes values in their normal form', () => {
    const { unit } = check({
      creditCode: '9135 0100 m000 100y 43',
      agentMobile: '+86 138-0000-0000',
      website: 'Example.com',
    });
    expect(unit).toMatchObject({
      creditCode: '91350100M000100Y43',
      agentMobile: '13800000000',
      website: 'Example.com',
    });
  });

  it('refuses control characters and what is too long', () => {
    expect(check({ postalAddress: 'x'.repeat(101) }).errors).toEqual({ postalAddress: 'unit_error_text' });
    expect(check({ insuredArea: '渝\u0000北' }).errors).toEqual({ insuredArea: 'unit_error_text' });
  });

  it('never throws, and what it passes is stored as it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 130, unit: 'grapheme' }), fc.string({ maxLength: 40 }), (name, other) => {
        const { unit, errors } = check({ unitName: name, agentName: other, creditCode: other, website: other });
        if (Object.keys(errors).length === 0) expect(checkUnit(unit)).toMatchObject({ unit, errors: {} });
      }),
    );
  });
});
