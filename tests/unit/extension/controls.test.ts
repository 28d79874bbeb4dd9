// The stand-ins' own parts, without a browser: names, texts as they are shown, COM's members and collections.
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { judgeSubject } from '../../../extension/controls/judge-subject.ts';
import { makeControl, unwrapControl } from '../../../extension/controls/page/make-control.ts';
import { parseName } from '../../../extension/controls/parse-name.ts';
import { encodeText } from '../../../extension/controls/serve/encode-text.ts';
import { showBytes, showText } from '../../../extension/controls/show-text.ts';

describe('parseName', () => {
  test('reads what pages write', () => {
    expect(parseName('CN=a, O="b, ""c""",S=重庆;2.5.4.5=1')).toEqual([
      { type: 'CN', value: 'a' },
      { type: 'O', value: 'b, "c"' },
      { type: 'ST', value: '重庆' },
      { type: '2.5.4.5', value: '1' },
    ]);
    expect(parseName('')).toEqual([]);
    for (const wrong of ['CN', 'CN=a,XX=b', '=a', 'CN="a']) expect(parseName(wrong)).toBeUndefined();
  });

  test('reads back any value in quotes', () => {
    const value = fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(value, (text) => {
        expect(parseName(`O="${text.replaceAll('"', '""')}",CN=x`)).toEqual([
          { type: 'O', value: text.trim() },
          { type: 'CN', value: 'x' },
        ]);
      }),
    );
  });
});

test('judgeSubject: the own name renews, a placeholder too, another name is a change', () => {
  const old = [
    { type: 'O', value: '甲' },
    { type: 'CN', value: '甲' },
  ];
  expect(judgeSubject([], old)).toEqual({});
  expect(judgeSubject(old.toReversed(), old)).toEqual({});
  const placeholder = [{ type: 'CN', value: 'itrus_enroll' }];
  expect(judgeSubject(placeholder, old)).toEqual({ requestSubject: placeholder });
  const other = [{ type: 'O', value: '乙' }];
  expect(judgeSubject(other, old)).toEqual({ requestSubject: other, confirmedSubject: other });
});

describe('showText', () => {
  test('nothing hides, turns round or overwrites', () => {
    expect(showText('a\r\n\u0000\u202eb\u200b\u3164')).toBe('a␍␊\n␀[U+202E]b[U+200B][U+3164]');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(showText(text).replaceAll('\n', '')).not.toMatch(/[\p{Cf}\p{Cc}]/u);
      }),
    );
  });

  test('bytes that are no text in the page’s encoding are shown as bytes', () => {
    expect(showBytes(Uint8Array.of(0xff, 0xfe, 0x41), 'utf-8')).toBe('ff fe 41');
    expect(showBytes(iconv.encode('重庆', 'gbk'), 'gbk')).toBe('重庆');
  });
});

test('encodeText: GBK as another library writes it', () => {
  const text = '重庆山城机械制造（集团）有限公司ABC〇';
  expect(Buffer.from(encodeText(text, 'gbk')).equals(iconv.encode(text, 'gbk'))).toBe(true);
  expect(Buffer.from(encodeText(text, 'utf-16le')).equals(Buffer.from(text, 'utf16le'))).toBe(true);
});

describe('makeControl', () => {
  class Thing {
    Name = 'x';
    #secret = 1;
    Tell(more: number) {
      return this.#secret + more;
    }
  }
  const open = () => {
    const noted: string[] = [];
    return { noted, control: makeControl(new Thing(), (name) => noted.push(name)) as Record<string, unknown> };
  };

  test('any spelling, .object, expandos; what is unknown is noted and not there', () => {
    const { control, noted } = open();
    control.NAME = 'y';
    expect([control.name, control.Object]).toEqual(['y', control]);
    expect((control.tell as (more: number) => number)(1)).toBe(2);
    control.own = 5;
    expect(control.own).toBe(5);
    expect(control.Missing).toBeUndefined();
    expect(noted).toEqual(['Missing']);
  });

  test('a page gets nothing of what stands behind', () => {
    const { control } = open();
    expect(Object.getPrototypeOf(control)).toBeNull();
    expect(Object.getOwnPropertyNames(control)).toEqual([]);
    expect(control.constructor).toBeUndefined();
    expect(() => Object.defineProperty(control, 'Tell', { value: 1 })).toThrow();
    expect(unwrapControl(control, Thing)).toBeInstanceOf(Thing);
    expect(unwrapControl({ Name: 'x' }, Thing)).toBeUndefined();
  });
});
