// Nothing of the clerk survives the net, and what support needs does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, redactAll } from '../../../../extension/setup/redact.ts';

const digits = (length: number) =>
  fc.array(fc.constantFrom(...'0123456789'), { minLength: length, maxLength: length }).map((all) => all.join(''));
const secrets = fc.oneof(
  digits(11),
  digits(10).map((rest) => `1${rest}`),
  digits(17).map((rest) => `${rest}X`),
  digits(8).map((rest) => `023-${rest}`),
  fc.tuple(digits(4), digits(4)).map(([one, other]) => `138 ${one} ${other}`),
  fc.tuple(digits(8), digits(8)).map(([one, other]) => `91${one}M${other.slice(0, 7)}`),
  digits(16),
);
/** Words around it, as in a path, a sentence or a file name. */
const around = fc.constantFrom(
  ['', ''],
  ['芯片号 ', ''],
  ['(', ')'],
  ['/var/lib/', '.jsonl'],
  ['token=', ';'],
  ['"', '"'],
);

describe('redact', () => {
  it('leaves no number of a person, unit or U盾 behind', () => {
    fc.assert(
      fc.property(secrets, around, (secret, [before = '', after = '']) => {
        const text = redact(`${before}${secret}${after}`);
        expect(text).not.toContain(secret);
        expect(text.replaceAll(/\D/g, '').length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('leaves no known name behind, however names stand in each other', () => {
    const name = fc.string({ unit: fc.constantFrom(...'重庆山城机械制造有限公司李华张'), minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        const text = redact(`失败：${names.join('，')}。`, names);
        for (const one of names) expect(text).not.toContain(one);
      }),
    );
  });

  it('takes home folders and addresses out', () => {
    expect(redact('/home/lihua/.config/x/host.json')).toBe('~/.config/x/host.json');
    expect(redact('C:\\Users\\李华\\AppData')).toBe('~\\AppData');
    expect(redact('li.hua@example.com')).toBe('****');
  });

  it.each([
    '１３８００００１２３４',
    '5001 0119 9001 0112 34',
    '500101 19900101 123 4',
    '5001-0119-9001-0112-3X',
    '1 3 8 0 0 0 0 1 2 3 4',
    '9150 0000 MA5U 1234 0X',
    '138\u2013000\u20130\u20131234',
  ])('knows %s however it is written', (number) => {
    const text = redact(`号码：${number}。`);
    expect(text.normalize('NFKC').replaceAll(/\D/g, '').length).toBeLessThanOrEqual(4);
  });

  it.each([
    'C:\\Users\\Li Hua\\Desktop\\x.pdf',
    'file:///C:/Users/lihua/x.pdf',
    'c:\\documents and settings\\李华\\x.pdf',
    '/run/media/lihua/x.pdf',
    '/var/home/lihua/x.pdf',
    '/srv/%E6%9D%8E%E5%8D%8E/x.pdf',
    '/srv/李华/x.pdf',
  ])('takes the name out of %s', (path) => {
    expect(redact(path, ['李华'])).not.toMatch(/hua|李|%E6/i);
    expect(redact(path, ['李华'])).toContain('x.pdf');
  });

  it.each([
    'HOST_PATH_WRONG',
    '0.1.0',
    'libcastle_v2.so.1.0.0',
    '2026-11-24T18:08:04.123Z',
    'create-request',
    'Chromium 156.0.6789.12',
    '3d8f0a52-6c1b-4b5e-9a43-0c8f6d2b7e11',
    '/usr/lib/softhsm/libsofthsm2.so',
    'eps2003csp11v2.dll',
    'C:\\Windows\\System32\\HtPkcs1120066.dll',
  ])('leaves %s as it is', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('goes through a whole structure and leaves its keys', () => {
    expect(redactAll({ list: [{ chipNumber: '0012345678990089', count: 3, isOk: true, none: null }] }, [])).toEqual({
      list: [{ chipNumber: '00****89', count: 3, isOk: true, none: null }],
    });
  });
});
