// Answers for pages that cannot wait: which calls get them, how often and how long.
import { expect, test } from 'vitest';
import { canComeLater, createKeptAnswers } from '../../../extension/controls/bridge/keep-answers.ts';

const sign = '{"kind":"sign","content":"x"}';
const list = '{"kind":"certificates"}';

function open() {
  let time = 0;
  const answers = createKeptAnswers(() => time);
  return { answers, wait: (ms: number) => (time += ms) };
}

test('a signature is given out once, for the very same call only', () => {
  const { answers } = open();
  answers.await('1', sign);
  answers.keep('1', { ok: true, value: 'MII' });
  expect(answers.take('{"kind":"sign","content":"y"}')).toBeUndefined();
  expect(answers.take(sign)).toBe('{"shebao":{"ok":true,"value":"MII"}}');
  expect(answers.take(sign)).toBeUndefined();
});

test('what only reads is given out again, until something changes or two minutes are over', () => {
  const { answers, wait } = open();
  for (const end of [() => answers.forget(), () => wait(120_001)]) {
    answers.await('1', list);
    answers.keep('1', { ok: true, value: [] });
    expect(answers.take(list)).toBe(answers.take(list));
    end();
    expect(answers.take(list)).toBeUndefined();
  }
});

test('a No is not kept, an answer that nobody asked for neither', () => {
  const { answers } = open();
  answers.await('1', sign);
  answers.keep('1', { ok: false, why: 'cancelled' });
  answers.keep('2', { ok: true, value: 'MII' });
  expect(answers.take(sign)).toBeUndefined();
});

test('one question for equal calls; keys and certificates never come later', () => {
  const { answers } = open();
  expect([answers.await('1', sign), answers.await('2', sign)]).toEqual([true, false]);
  expect(['sign', 'certificates', 'login'].every(canComeLater)).toBe(true);
  expect(['generate', 'install', 'change-pin', ''].some(canComeLater)).toBe(false);
});
