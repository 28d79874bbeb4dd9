// What both sides share, checked against other people's work and against its own documents.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stdnum } from 'stdnum';
import { describe, expect, test } from 'vitest';
import { isCreditCode } from '../../shared/credit-code.ts';
import { AppError, isAppError, toAppError } from '../../shared/errors/app-error.ts';
import { errorTable } from '../../shared/errors/error-table.ts';
import { chromiumExtensionId, chromiumExtensionKey, nativeHostName } from '../../shared/product-ids.ts';
import { maxReplyBytes, maxRequestBytes } from '../../shared/protocol/limits.ts';
import { commandSchemas, nextStepSchema, orderStates, progressStepSchema } from '../../shared/protocol/messages.ts';
import { entryVerdictSchema } from '../../shared/protocol/token-care.ts';
import { protocolRange } from '../../shared/version.ts';

test('the extension id is the one that the key makes', () => {
  const hex = createHash('sha256').update(Buffer.from(chromiumExtensionKey, 'base64')).digest('hex').slice(0, 32);
  expect([...hex].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('')).toBe(
    chromiumExtensionId,
  );
  expect(nativeHostName).toMatch(/^[a-z0-9_]+(\.[a-z0-9_]+)*$/);
});

describe('credit codes', () => {
  test('the standard’s example', () => {
    expect(isCreditCode('91350100M000100Y43')).toBe(true);
    expect(isCreditCode('91350100M000100Y44')).toBe(false);
    expect(isCreditCode('91350100m000100y43')).toBe(false);
  });
  test('stdnum agrees on every check character but 0', () => {
    const digits = fc
      .array(fc.constantFrom(...'0123456789'), { minLength: 8, maxLength: 8 })
      .map((all) => all.join(''));
    const body = fc
      .array(fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), { minLength: 9, maxLength: 9 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(digits, body, fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), (area, rest, check) => {
        const code = area + rest + check;
        // Where the sum is a multiple of 31, stdnum 1.12 takes the 31st character, which there is not, for the standard's 0.
        if (check === '0') return;
        expect(isCreditCode(code)).toBe(stdnum.CN?.uscc?.validate(code).isValid);
      }),
    );
  });
});

test('an AppError of another bundle is known by its form', () => {
  class Foreign extends Error {
    override readonly name = 'AppError';
    readonly code = 'TOKEN_FULL';
    readonly details = {};
  }
  expect(isAppError(new Foreign())).toBe(true);
  expect(isAppError(new Error('TOKEN_FULL'))).toBe(false);
  expect(toAppError(new Error('x'))).toMatchObject({ code: 'INTERNAL_ERROR' });
  expect(toAppError(new AppError('PIN_EMPTY')).code).toBe('PIN_EMPTY');
});

describe('PROTOCOL.md', () => {
  const document = readFileSync(new URL('../../shared/protocol/PROTOCOL.md', import.meta.url), 'utf8');
  /** First column of the table below a heading. */
  const readTable = (heading: string) => {
    const section = document.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
    return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name);
  };
  test('names every command, error code, order state, next step and progress step, and no other', () => {
    expect(readTable('Commands')).toEqual(Object.keys(commandSchemas));
    expect(readTable('Error codes').toSorted()).toEqual(Object.keys(errorTable).toSorted());
    expect(readTable('The care of a token')).toEqual(entryVerdictSchema.options);
    expect(readTable('Order states')).toEqual([...orderStates]);
    expect(readTable('Next steps')).toEqual(nextStepSchema.options);
    expect(readTable('Progress')).toEqual(progressStepSchema.options);
  });
  test('states fault and retry of each code as the table has them', () => {
    for (const [code, { fault, canRetry }] of Object.entries(errorTable))
      expect(document).toMatch(new RegExp(`\\| \`${code}\` +\\| ${fault} +\\| ${canRetry ? 'yes' : 'no'} +\\|`));
  });
  test('states limits and versions as they are', () => {
    expect(document).toContain(`${maxRequestBytes.toLocaleString('en')} bytes`);
    expect(document).toContain(`${maxReplyBytes.toLocaleString('en')} bytes`);
    expect(document).toContain(`versions ${protocolRange.min} to ${protocolRange.max}`);
  });
});
