// Text files in the encodings that Windows' editors write; iconv-lite, which is not ours, does the writing.
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readTextFile } from '../../extension/base/read-text-file.ts';
import { createEmptyUnit, type Unit } from '../../extension/settings/unit.ts';
import { formatUnitsFile, parseUnitsFile } from '../../extension/units/exchange-units.ts';
import { decodeDocument, decodeText } from '../../shared/decode-text.ts';

const unit: Unit = {
  ...createEmptyUnit(),
  unitName: '重庆山城机械制造（集团）有限公司',
  agentName: '阿卜杜拉·买买提',
  postalAddress: '渝北区金开大道160号',
};
const text = formatUnitsFile([unit], new Date('2026-11-24T00:00:00Z'));

/** Notepad's names: UTF-8, UTF-8 with BOM, Unicode, Unicode big endian, ANSI. */
const savedBy: readonly (readonly [string, Buffer])[] = [
  ['utf-8', iconv.encode(text, 'utf-8')],
  ['utf-8 with mark', iconv.encode(text, 'utf-8', { addBOM: true })],
  ['utf-16le', iconv.encode(text, 'utf-16le', { addBOM: true })],
  ['utf-16be', iconv.encode(text, 'utf-16be', { addBOM: true })],
  ['utf-16le without mark', iconv.encode(text, 'utf-16le', { addBOM: false })],
  ['gbk', iconv.encode(text, 'gbk')],
  ['gb18030', iconv.encode(text, 'gb18030')],
];

describe('a units file', () => {
  it.each(savedBy)('saved as %s has the names that it had', async (_, bytes) => {
    const blob = new Blob([Uint8Array.from(bytes)]);
    expect(parseUnitsFile(await readTextFile(blob))).toEqual({ units: [unit] });
  });

  it('too large to be one is refused unread', async () => {
    expect(await readTextFile(new Blob([new Uint8Array(8_000_001)]))).toBe('');
  });
});

describe('decodeText', () => {
  /** Characters of GB 2312, which every Chinese Windows writes as two bytes. */
  const hanzi = fc.stringMatching(/^[一-龠]{1,12}$/).filter((word) => !iconv.encode(word, 'gb2312').includes(0x3f));

  it('reads Chinese words in JSON, whichever of the encodings they are in', () => {
    fc.assert(
      fc.property(hanzi, fc.constantFrom('utf-8', 'gb18030', 'utf-16le'), (word, encoding) => {
        const json = JSON.stringify({ unitName: `${word}公司` });
        expect(decodeDocument(iconv.encode(json, encoding))).toBe(json);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['饜公司', '瀚撪公司'])(
    'reads %s in GBK, whose bytes happen to be signs of UTF-8 beyond Cyrillic',
    (word) => {
      expect(decodeDocument(iconv.encode(`{"unitName":"${word}"}`, 'gb18030'))).toBe(`{"unitName":"${word}"}`);
    },
  );

  it.each(['ɑ 重庆', 'α公司', '阿卜杜拉ئۇيغۇر', 'བོད', '😀', 'Žižek 有限公司'])(
    'leaves %s in UTF-8 as it is',
    (word) => {
      expect(decodeDocument(Buffer.from(word, 'utf-8'))).toBe(word);
    },
  );

  it.each([
    '阮文Tư，重庆市山城机械有限公司',
    '阮文Tư，重庆市山城机械有限责任公司',
    'Zoe\u0308，重庆市山城机械制造有限公司',
  ])('leaves %s in UTF-8 as it is, whatever one foreign letter looks like', (word) => {
    expect(decodeDocument(Buffer.from(word, 'utf-8'))).toBe(word);
  });

  it('reads a word of GBK that happens to be letters of UTF-8', () => {
    // C4 DA C8 DD: in UTF-8 two letters of Latin Extended and IPA.
    const bytes = Buffer.from([0x22, 0xc4, 0x9a, 0xc8, 0x9d, 0x22]);
    expect(decodeDocument(bytes)).toBe(iconv.decode(bytes, 'gb18030'));
  });

  it('leaves UTF-8 with few signs beyond ASCII alone', () => {
    for (const word of ['{"a":"Anna·Lee"}', '{"a":"café"}', '{}', ''])
      expect(decodeDocument(Buffer.from(word, 'utf-8'))).toBe(word);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => typeof decodeDocument(bytes) === 'string'));
  });
});

/** What firms and people are called: 重庆 and the like, words of trades, surnames and given names of GB 2312's usual half. */
const usual = new TextDecoder('gb18030').decode(
  Uint8Array.from(Array.from({ length: 39 * 94 }, (_, at) => [0xb0 + Math.floor(at / 94), 0xa1 + (at % 94)]).flat()),
);
const letters = fc.constantFrom(...usual);
const surnames = fc.constantFrom(...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗韦魏庄专莫牟乜亓仉佴');
const places = fc.constantFrom('重庆', '上海', '渝北区', '四川省', '西藏', '');
const ends = fc.constantFrom('有限公司', '（集团）有限责任公司', '厂', '中心', '股份有限公司渝北分公司', '个体工商户');
const person = fc.tuple(surnames, fc.array(letters, { minLength: 1, maxLength: 3 })).map(([a, b]) => a + b.join(''));
const firm = fc
  .tuple(places, fc.array(letters, { minLength: 2, maxLength: 40 }), fc.constantFrom('', '机械', '科技', 'ABC'), ends)
  .map(([place, name, trade, end]) => place + name.join('') + trade + end);

describe('names', () => {
  it.each(['utf-8', 'gb18030', 'utf-16be'] as const)(
    'of people and firms in %s, without a word about it',
    (encoding) => {
      const hasAllEncodings = encoding === 'utf-16be';
      fc.assert(
        fc.property(fc.oneof(person, firm), (name) => {
          const bytes = iconv.encode(name, encoding);
          expect(decodeText(bytes, hasAllEncodings ? { declared: encoding } : {})).toBe(name);
          if (!hasAllEncodings) expect(decodeText(bytes, { encodings: ['utf-8', 'gb18030'] })).toBe(name);
        }),
        { numRuns: 2000 },
      );
    },
  );

  it.each(['utf-8', 'gb18030'] as const)('cut in %s at a length that a label has', (encoding) => {
    fc.assert(
      fc.property(firm, fc.integer({ min: 12, max: 60 }), (name, length) => {
        const text = decodeText(iconv.encode(name, encoding).subarray(0, length), { encodings: ['utf-8', 'gb18030'] });
        expect(name.startsWith(text)).toBe(true);
        expect(name.length - text.length).toBeLessThanOrEqual(Math.max(1, name.length - Math.floor(length / 3) + 1));
      }),
      { numRuns: 500 },
    );
  });

  it.each(['魏伟', '韦伟', '司马', '莫某', '庄专', '阿卜杜拉·买买提', '张𠮷', '㑇㒈'])(
    '%s in either encoding',
    (name) => {
      for (const encoding of ['utf-8', 'gb18030']) expect(decodeText(iconv.encode(name, encoding))).toBe(name);
      expect(decodeText(iconv.encode(name, 'utf-16be'), { declared: 'utf-16be' })).toBe(name);
    },
  );

  it.each(['Иванов', 'Žižek', 'café', 'Anna·Lee', 'ئۇيغۇر', 'བོད་', 'ᠮᠣᠩᠭᠣᠯ', 'トヨタ'])('%s stays', (name) => {
    expect(decodeText(Buffer.from(name))).toBe(name);
    expect(decodeText(iconv.encode(name, 'utf-16be'), { declared: 'utf-16be' })).toBe(name);
  });
});

describe('an answer', () => {
  const answer = JSON.stringify({ code: 0, message: '订单正在制证', unitName: '司' });

  it.each(['', 'utf-8', 'gbk', 'GB2312', 'iso-8859-1', 'windows-1252', 'utf-16', 'x-none', 'big5', 'shift_jis'])(
    'is read by what it holds under the charset %j',
    (charset) => {
      for (const encoding of ['utf-8', 'gb18030'])
        expect(decodeDocument(iconv.encode(answer, encoding), charset)).toBe(answer);
    },
  );

  it.each(['司', '魏伟', '莫某'])('of few letters in GBK, %s, is not taken for UTF-8', (name) => {
    const text = JSON.stringify({ name });
    expect(decodeDocument(iconv.encode(text, 'gbk'))).toBe(text);
  });

  it('with one broken byte keeps all the rest', () => {
    const bytes = Buffer.from(answer);
    bytes[bytes.indexOf(Buffer.from('制'))] = 0xff;
    expect(decodeDocument(bytes)).toContain('订单正在');
  });

  it('in ASCII under the name of UTF-16 stays ASCII', () => {
    expect(decodeDocument(Buffer.from('{"code":0}'), 'utf-16')).toBe('{"code":0}');
  });
});
