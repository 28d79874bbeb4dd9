// Our own filling of placeholders; that it is the browsers' own is shown in each browser by tests/e2e/options.test.ts.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillMessage } from '../../../extension/base/fill-message.ts';
import { languages, readMessages } from './support/read-messages.ts';

describe('fillMessage', () => {
  it.each<[string, string[], string]>([
    ['$unit$，$date$ 到期', ['某公司', '明天'], '某公司，明天 到期'],
    ['$UNIT$', ['大小写'], '大小写'],
    ['$date$ $date$', ['甲', '乙'], '乙 乙'],
    ['没有', ['多余'], '没有'],
    ['$unit$', [], ''],
    ['$unknown$', ['x'], '$unknown$'],
  ])('%j with %j', (message, values, filled) => {
    const placeholders = { unit: { content: '$1' }, date: { content: '$2' } };
    expect(fillMessage({ message, placeholders }, values)).toBe(filled);
  });

  it('never looks into a value', () => {
    const placeholders = { one: { content: '$1' }, two: { content: '$2' } };
    expect(fillMessage({ message: '$one$/$two$', placeholders }, ['$two$ $2 $$', 'x'])).toBe('$two$ $2 $$/x');
  });

  it.each(languages)('leaves no placeholder in any message (%s)', (language) => {
    const values = fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(fc.constantFrom(...Object.entries(readMessages(language))), values, ([, message], texts) => {
        const filled = fillMessage(message, texts);
        for (const [name, { content }] of Object.entries(message.placeholders ?? {})) {
          expect(filled).toContain(texts[Number(content.slice(1)) - 1]);
          if (!texts.some((text) => text.includes('$'))) expect(filled).not.toContain(`$${name}$`);
        }
      }),
    );
  });
});
