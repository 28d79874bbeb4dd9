// Text files in the encodings that Windows' editors write; iconv-lite, which is not ours, does the writing.
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../extension/base/decode-text.ts';
import { readTextFile } from '../../../extension/base/read-text-file.ts';
import { createEmptyUnit, type Unit } from '../../../extension/settings/unit.ts';
import { formatUnitsFile, parseUnitsFile } from '../../../extension/units/exchange-units.ts';

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
        expect(decodeText(iconv.encode(json, encoding))).toBe(json);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['饜公司', '瀚撪公司'])(
    'reads %s in GBK, whose bytes happen to be signs of UTF-8 beyond Cyrillic',
    (word) => {
      expect(decodeText(iconv.encode(`{"unitName":"${word}"}`, 'gb18030'))).toBe(`{"unitName":"${word}"}`);
    },
  );

  it.each(['ɑ 重庆', 'α公司', '阿卜杜拉ئۇيغۇر', 'བོད', '😀', 'Žižek 有限公司'])(
    'leaves %s in UTF-8 as it is',
    (word) => {
      expect(decodeText(Buffer.from(word, 'utf-8'))).toBe(word);
    },
  );

  it.each([
    '阮文Tư，重庆市山城机械有限公司',
    '阮文Tư，重庆市山城机械有限责任公司',
    'Zoe\u0308，重庆市山城机械制造有限公司',
  ])('leaves %s in UTF-8 as it is, whatever one foreign letter looks like', (word) => {
    expect(decodeText(Buffer.from(word, 'utf-8'))).toBe(word);
  });

  it('reads a word of GBK that happens to be letters of UTF-8', () => {
    // C4 DA C8 DD: in UTF-8 two letters of Latin Extended and IPA.
    const bytes = Buffer.from([0x22, 0xc4, 0x9a, 0xc8, 0x9d, 0x22]);
    expect(decodeText(bytes)).toBe(iconv.decode(bytes, 'gb18030'));
  });

  it('leaves UTF-8 with few signs beyond ASCII alone', () => {
    for (const word of ['{"a":"Anna·Lee"}', '{"a":"café"}', '{}', ''])
      expect(decodeText(Buffer.from(word, 'utf-8'))).toBe(word);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => typeof decodeText(bytes) === 'string'));
  });
});
