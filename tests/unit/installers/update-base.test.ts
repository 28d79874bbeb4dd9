// Where updates come from: only https, since over http anybody on the line could answer.
import { expect, test } from 'vitest';
import { readUpdateBase } from '../../../installers/extension/update-base.ts';

const read = (base: string) => readUpdateBase({ SHEBAO_UPDATE_BASE: base });

test('an https address is taken, without the slash at its end', () => {
  expect(read('https://intranet.example/shebao//')).toBe('https://intranet.example/shebao');
  expect(readUpdateBase({})).toBeUndefined();
});

test.each([
  'http://intranet.example/shebao',
  'ftp://intranet.example/',
  'file:///srv/shebao',
  'data:text/xml,<x/>',
  'intranet.example/shebao',
  'https://clerk:secret@intranet.example/shebao',
  'https://intranet.example/shebao?token=1',
  'https://intranet.example/shebao#x',
])('%s is refused', (base) => {
  expect(() => read(base)).toThrow();
});
