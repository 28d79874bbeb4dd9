// @vitest-environment happy-dom
// The best entry of a site's list for a value of ours, and the field that then holds it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillField } from '../../../extension/portal/fill-field.ts';
import { matchOption } from '../../../extension/portal/match-option.ts';

const pick = (words: readonly string[], value: string) => words[matchOption(words, value) ?? -1];

describe('matchOption', () => {
  it.each([
    ['重庆市渝北区', ['重庆市', '重庆市渝北区'], '重庆市渝北区'],
    ['重庆市渝北', ['重庆市', '重庆市渝北区'], '重庆市渝北区'],
    ['重庆', ['重庆市渝北区', '重庆市'], '重庆市'],
    ['重庆市渝北区龙溪街道', ['重庆市', '重庆市渝北区'], '重庆市渝北区'],
    ['渝北', ['请选择', '渝中', '渝北区'], '渝北区'],
    ['渝北区', ['渝中', '渝北'], '渝北'],
    ['渝北', ['重庆市渝中区', '重庆市渝北区'], '重庆市渝北区'],
    ['重庆市渝北区', ['重庆市', '渝北区'], '渝北区'],
    ['两江新区', ['两江', '两江新区'], '两江新区'],
    ['两江', ['两江新区', '渝北区'], '两江新区'],
    ['合川市', ['合川区', '永川区'], '合川区'],
    ['杭州', ['杭州市', '杭州市余杭区'], '杭州市'],
    [' 渝 北 ', ['　渝北\u200b'], '　渝北\u200b'],
    ['ＡＢ', ['ab'], 'ab'],
    ['居民身份证', ['身份证', '护照'], '身份证'],
  ])('%s among %j', (value, words, expected) => expect(pick(words, value)).toBe(expected));

  it.each([
    ['江', ['江北区', '江津区']],
    ['重庆市南岸区', ['重庆市', '重庆市渝北区']],
    ['成都市', ['重庆市', '渝北区']],
    ['', ['', '请选择']],
    ['渝北', ['', '请选择']],
    ['渝北', []],
  ])('has none for %j among %j', (value, words) => expect(pick(words, value)).toBeUndefined());

  const word = fc.stringMatching(/^[重庆渝北江]{1,4}[市区县]?$/);

  it('does not depend on the order of the list', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 6 }), word, (words, value) => {
        expect(pick(words.toReversed(), value)).toBe(pick(words, value));
      }),
    );
  });

  it('takes the very word wherever it stands', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { maxLength: 6 }), word, fc.nat(6), (words, value, at) => {
        expect(pick(words.filter((one) => one !== value).toSpliced(at, 0, value), value)).toBe(value);
      }),
    );
  });
});

describe('fillField', () => {
  const makeSelect = (html: string) => {
    document.body.innerHTML = `<select>${html}</select>`;
    return document.querySelector('select') as HTMLSelectElement;
  };

  it('chooses the longer of two that fit', () => {
    const select = makeSelect('<option value="50">重庆市</option><option value="500112">重庆市渝北区</option>');
    expect(fillField(select, '重庆市渝北')).toBe(true);
    expect(select.value).toBe('500112');
  });

  it('chooses by place where two have one value, and never what is disabled', () => {
    const select = makeSelect('<option>a</option><option value="1">渝中</option><option value="1">渝北</option>');
    expect(fillField(select, '渝北')).toBe(true);
    expect(select.selectedIndex).toBe(2);
    const disabled = makeSelect('<option>请选择</option><option disabled>渝北</option>');
    expect(fillField(disabled, '渝北')).toBe(false);
    expect(disabled.selectedIndex).toBe(0);
  });

  it('takes a value that only the page’s code knows, and leaves the list alone where nothing fits', () => {
    const select = makeSelect('<option value="">请选择</option><option value="5006">渝北</option>');
    expect(fillField(select, '5006')).toBe(true);
    expect(select.value).toBe('5006');
    expect(fillField(select, '成都')).toBe(false);
    expect(select.value).toBe('5006');
  });
});
