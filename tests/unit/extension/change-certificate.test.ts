// The flow of a change: its order of steps, its one question, and what follows an answer.
import { describe, expect, it, vi } from 'vitest';
import { changeCertificate } from '../../../extension/flows/change-certificate.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { createFakes, type FakeOptions, job, newCertificate, offeredSubject } from './support/flow-fakes.ts';

const changeJob = { ...job, operation: 'change', orderNumber: 'BG1' } as const;

function run(isConfirmed: boolean, options: FakeOptions = {}) {
  const fakes = createFakes(options);
  const confirmSubject = vi.fn(async () => isConfirmed);
  return { ...fakes, confirmSubject, result: changeCertificate(changeJob, { ...fakes.tools, confirmSubject }) };
}

describe('changeCertificate', () => {
  it('reads the subject, asks, and only then makes a key; tells the CA at the end', async () => {
    const { result, log, confirmSubject } = run(true);
    expect(await result).toMatchObject({ certificate: newCertificate, isConfirmed: true });
    expect(confirmSubject).toHaveBeenCalledExactlyOnceWith(offeredSubject);
    expect(log).toEqual([
      'readOrderSubject',
      'requestNonce',
      'create-request',
      'update-order submitted',
      'submit',
      'update-order accepted',
      'askStatus',
      'download',
      'install-certificate',
      'confirmInstallation',
      'confirm-order',
    ]);
  });

  it('makes nothing when the clerk says no', async () => {
    const { result, log } = run(false);
    expect(await result).toBeUndefined();
    expect(log).toEqual(['readOrderSubject']);
  });

  it('asks nothing when the order is closed', async () => {
    const { result, confirmSubject } = run(true, {
      failures: { readOrderSubject: [new AppError('CA_ORDER_CLOSED')] },
    });
    await expect(result).rejects.toMatchObject({ code: 'CA_ORDER_CLOSED' });
    expect(confirmSubject).not.toHaveBeenCalled();
  });

  it('signs the confirmed subject again when the nonce ran out', async () => {
    const { result, hostParams } = run(true, { submitAnswers: ['nonce-stale', 'accepted'] });
    await result;
    const requests = hostParams.filter(([command]) => command === 'create-request').map(([, params]) => params);
    expect(requests).toHaveLength(2);
    for (const request of requests) expect(request).toMatchObject({ confirmedSubject: offeredSubject.subject });
  });

  it('is done even if the CA cannot be told; that is said', async () => {
    const { result } = run(true, { failures: { confirmInstallation: [new AppError('CA_UNREACHABLE')] } });
    expect(await result).toMatchObject({ isConfirmed: false });
  });
});
