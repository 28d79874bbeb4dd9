// Both languages have every word, every error its three sentences, and placeholders fit what the code passes.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeError, spokenDetails } from '../../../extension/base/error-words.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { type ErrorCode, errorTable } from '../../../shared/errors/error-table.ts';
import { pinStateSchema } from '../../../shared/protocol/messages.ts';
import { languages, readMessages, useMessages } from './support/read-messages.ts';

const codes = Object.keys(errorTable) as ErrorCode[];
const namesIn = (message: string) => [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name);

function readSources(): string {
  const root = new URL('../../../extension/', import.meta.url);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(new URL(file, root), 'utf8'))
    .join('\n');
}

describe('messages', () => {
  it('are the same keys in both languages', () => {
    expect(Object.keys(readMessages('en'))).toEqual(Object.keys(readMessages('zh_CN')));
  });

  it('are all used by some source or by the error table', () => {
    const sources = readSources();
    // In code and as an attribute of a component.
    const isUsed = (key: string) =>
      /^(error_[A-Z]|extension_)/.test(key) || sources.includes(`'${key}'`) || sources.includes(`="${key}"`);
    expect(Object.keys(readMessages('zh_CN')).filter((key) => !isUsed(key))).toEqual([]);
  });

  it.each(languages)('define exactly the placeholders that they use (%s)', (language) => {
    for (const [key, { message, placeholders }] of Object.entries(readMessages(language))) {
      expect(message.trim(), key).not.toBe('');
      expect(Object.keys(placeholders ?? {}).sort(), key).toEqual([...new Set(namesIn(message))].sort());
    }
  });

  it('number their placeholders alike in both languages', () => {
    const english = readMessages('en');
    for (const [key, { placeholders }] of Object.entries(readMessages('zh_CN'))) {
      expect(english[key]?.placeholders, key).toEqual(placeholders);
    }
  });
});

describe.each(languages)('error words (%s)', (language) => {
  const messages = readMessages(language);

  it.each(codes)('%s has title, what and next, over the details that are passed', (code) => {
    const allowed = spokenDetails[code] ?? [];
    const parts = ['title', 'what', 'next'].map((part) => messages[`error_${code}_${part}`]);
    for (const part of parts) {
      expect(part?.message.length).toBeGreaterThan(2);
      for (const name of namesIn(part?.message ?? '')) {
        expect(part?.placeholders?.[name ?? '']?.content).toBe(`$${allowed.indexOf(name ?? '') + 1}`);
      }
    }
    const spoken = new Set(parts.flatMap((part) => namesIn(part?.message ?? '')));
    expect([...spoken].sort()).toEqual([...allowed].sort());
  });

  it('never show a raw code or CKR name in a sentence', () => {
    for (const code of codes) {
      const sentences = ['title', 'what', 'next'].map((part) => messages[`error_${code}_${part}`]?.message).join(' ');
      expect(sentences).not.toMatch(/CKR_|[A-Z]{3,}_[A-Z]/);
    }
  });
});

describe('describeError', () => {
  it('says the PIN state in words', () => {
    useMessages();
    const texts = pinStateSchema.options.map(
      (pinState) => describeError(new AppError('PIN_INCORRECT', { pinState })).what,
    );
    expect(new Set(texts).size).toBe(pinStateSchema.options.length);
    expect(texts.join()).not.toContain('final-try');
    expect(describeError(new AppError('PIN_INCORRECT', { pinState: 'final-try' })).what).toContain('最后一次');
  });

  it('puts in reason, field and dates, and keeps the code for the help desk', () => {
    useMessages();
    expect(describeError(new AppError('CA_REFUSED', { reason: '资料不全' })).what).toContain('资料不全');
    expect(describeError(new AppError('CERTIFICATE_WRONG_SUBJECT', { field: 'O' })).what).toContain('单位名称');
    const dates = { notBefore: '2027-01-01T12:00:00Z', notAfter: '2028-01-01T12:00:00Z' };
    const words = describeError(new AppError('CERTIFICATE_NOT_VALID_NOW', dates));
    expect(words.what).toContain('2027年1月1日');
    expect(words.support).toContain('CERTIFICATE_NOT_VALID_NOW');
  });

  it('says 未知 where a detail is missing', () => {
    useMessages();
    expect(describeError(new AppError('DRIVER_CRASHED')).what).toContain('未知');
  });
});
