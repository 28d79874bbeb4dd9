// @vitest-environment happy-dom
// The hint beside a certificate on whether it may be renewed: said where a window provides the judge, and never more than said.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RenewalVerdict } from '../../../extension/reminders/judge-renewal.ts';
import { CertificateFacts } from '../../../extension/ui/parts/certificate-facts.tsx';
import { RenewalJudge } from '../../../extension/ui/parts/renewal-judge.ts';
import { useMessages } from './support/read-messages.ts';
import { makeListed, makeListedToken } from './support/seen-certificates.ts';

async function showHint(verdict: RenewalVerdict | undefined): Promise<HTMLElement | null> {
  const root = document.body.appendChild(document.createElement('div'));
  const certificate = makeListed();
  const choice = { token: makeListedToken([certificate]), certificate };
  await act(() =>
    render(
      <RenewalJudge.Provider value={verdict && (() => verdict)}>
        <CertificateFacts choice={choice} />
      </RenewalJudge.Provider>,
      root,
    ),
  );
  expect(root.querySelector('[data-testid="unit-name"]')?.textContent).toBe(certificate.unitName);
  return root.querySelector('[data-testid="renewal-hint"]');
}

describe('the renewal hint', () => {
  beforeEach(() => useMessages());
  afterEach(() => document.body.replaceChildren());

  it.each<[RenewalVerdict, string]>([
    [{ state: 'too-early', from: '2027-03-14' }, '2027年3月14日起可以更新'],
    [{ state: 'too-late', until: '2026-10-20' }, '请办理证书补办或证书新办'],
    [{ state: 'not-yet-valid', from: '2026-12-01' }, '2026年12月1日起生效'],
    [{ state: 'clock-doubtful' }, '电脑日期可能不对'],
  ])('%j', async (verdict, text) => expect((await showHint(verdict))?.textContent).toContain(text));

  it('is not there when all is well, or nobody judges', async () => {
    expect(await showHint({ state: 'allowed', until: '2027-12-31' })).toBeNull();
    expect(await showHint(undefined)).toBeNull();
  });
});
