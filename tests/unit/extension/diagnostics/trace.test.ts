// A trace says what was asked and how it ended, and holds nothing of what was sent.
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { isLogged } from '../../../../extension/base/log-trace.ts';
import { type TraceEntry, trace } from '../../../../extension/base/trace.ts';
import { readTrace, recordTrace } from '../../../../extension/base/trace-store.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';

beforeEach(() => fakeBrowser.reset());

const asked = { side: 'host', name: 'verify-pin', requestId: 'r1' } as const;

it('passes result and error on, and records how it ended', async () => {
  const entries: TraceEntry[] = [];
  const record = (entry: TraceEntry) => entries.push(entry);
  await expect(trace(asked, record, async () => 7)).resolves.toBe(7);
  const error = new AppError('PIN_INCORRECT', { pinState: 'final-try' });
  await expect(trace(asked, record, () => Promise.reject(error))).rejects.toBe(error);
  await expect(trace(asked, record, () => Promise.reject(new Error('246813')))).rejects.toThrow();
  expect(entries.map(({ outcome }) => outcome)).toEqual(['ok', 'PIN_INCORRECT', 'INTERNAL_ERROR']);
  expect(JSON.stringify(entries)).not.toContain('246813');
});

it('keeps the last hundred of a page, in order, also when many come at once', async () => {
  for (let index = 0; index < 130; index += 1) {
    const at = new Date(1_800_000_000_000 + index).toISOString();
    recordTrace({ ...asked, at, requestId: `r${index}`, durationMs: 1, outcome: 'ok' });
  }
  await vi.waitFor(async () => {
    const kept = await readTrace();
    expect(kept.map(({ requestId }) => requestId)).toEqual(Array.from({ length: 100 }, (_, index) => `r${index + 30}`));
  });
});

it('leaves out what another version has stored', async () => {
  await fakeBrowser.storage.session.set({ 'trace:2026-01-01T00:00:00.000Z:x': [{ what: 'ever' }] });
  expect(await readTrace()).toEqual([]);
});

it.each([
  ['error', []],
  ['info', ['PIN_INCORRECT', 'CA_REFUSED']],
  ['debug', ['PIN_INCORRECT', 'CA_REFUSED', 'ok']],
] as const)('writes at level %s what that level is for', (level, more) => {
  const outcomes = ['HOST_EXITED', 'PIN_INCORRECT', 'CA_REFUSED', 'SOMETHING_NEWER', 'ok'];
  const logged = outcomes.filter((outcome) =>
    isLogged({ ...asked, at: '2026-11-24T00:00:00.000Z', durationMs: 1, outcome }, level),
  );
  expect(logged.toSorted()).toEqual(['HOST_EXITED', 'SOMETHING_NEWER', ...more].toSorted());
});
