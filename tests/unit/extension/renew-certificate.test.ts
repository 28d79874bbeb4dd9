// A renewal's order of steps, and what each failure leaves behind.
import { describe, expect, it } from 'vitest';
import { renewCertificate } from '../../../extension/flows/renew-certificate.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { createFakes, job, newCertificate } from './support/flow-fakes.ts';

const straight = [
  'findOrder',
  'requestNonce',
  'create-request',
  'update-order submitted',
  'submit',
  'update-order accepted',
  'askStatus',
  'download',
  'install-certificate',
];

describe('renewCertificate', () => {
  it('takes its steps in order and gives back the new certificate', async () => {
    const { tools, log, steps, submissions, hostParams } = createFakes();
    await expect(renewCertificate(job, tools)).resolves.toMatchObject({ certificate: newCertificate });
    // Telling the CA comes last and fails nothing.
    expect(log).toEqual([...straight, 'confirmInstallation', 'confirm-order']);
    expect(steps).toEqual(['find-order', 'create-request', 'submit', 'wait-for-issue', 'install']);
    expect(submissions).toEqual([{ pkcs10: 'pkcs10-nonce-0', proof: 'proof-0' }]);
    expect(hostParams.find(([command]) => command === 'install-certificate')?.[1]).toEqual({
      orderId: job.orderId,
      tokenId: job.tokenId,
      pin: job.pin,
      certificates: 'bundle',
    });
  });

  it('journals the CA’s word only where the CA gave it, and is done where it cannot', async () => {
    const silent = createFakes({ failures: { confirmInstallation: [new AppError('CA_UNREACHABLE')] } });
    await expect(renewCertificate(job, silent.tools)).resolves.toMatchObject({ isConfirmed: false });
    expect(silent.log).not.toContain('confirm-order');
    const older = createFakes({ failures: { 'confirm-order': [new AppError('HOST_TOO_OLD')] } });
    await expect(renewCertificate(job, older.tools)).resolves.toMatchObject({ isConfirmed: true });
  });

  it('hands the host the key of a pair as the CA delivered it', async () => {
    const delivery = { certificates: 'pair', encryptionKey: 'envelope' };
    const { tools, hostParams } = createFakes({ delivery });
    await renewCertificate(job, tools);
    expect(hostParams.find(([command]) => command === 'install-certificate')?.[1]).toMatchObject(delivery);
  });

  it('sends no PIN when it is typed on the reader', async () => {
    const { tools, hostParams } = createFakes();
    await renewCertificate({ ...job, pin: undefined }, tools);
    for (const [, params] of hostParams) expect(params).not.toHaveProperty('pin');
  });

  it.each(straight)('stops at a failing %s and does nothing after it', async (name) => {
    const [call = '', state] = name.split(' ');
    const failure = new AppError('INTERNAL_ERROR');
    const isSecond = state === 'accepted';
    const { tools, log } = createFakes({ failures: { [call]: isSecond ? [undefined, failure] : [failure] } });
    await expect(renewCertificate(job, tools)).rejects.toBe(failure);
    expect(log).toEqual(straight.slice(0, straight.indexOf(name) + 1));
  });

  it('makes the request again, once, over a new nonce when the nonce ran out', async () => {
    const { tools, log, submissions, hostParams } = createFakes({ submitAnswers: ['nonce-stale', 'accepted'] });
    await renewCertificate(job, tools);
    expect(submissions.map(({ pkcs10 }) => pkcs10)).toEqual(['pkcs10-nonce-0', 'pkcs10-nonce-1']);
    const requests = hostParams.filter(([command]) => command === 'create-request');
    expect(requests.map(([, params]) => (params as { orderId: string }).orderId)).toEqual([job.orderId, job.orderId]);
    expect(log.filter((call) => call === 'update-order accepted')).toHaveLength(1);
  });

  it('gives up when a second nonce is stale too', async () => {
    const { tools, submissions } = createFakes({ submitAnswers: ['nonce-stale'] });
    await expect(renewCertificate(job, tools)).rejects.toMatchObject({ code: 'CA_ANSWER_NOT_UNDERSTOOD' });
    expect(submissions).toHaveLength(2);
  });

  it('submits nothing again when the answer to the submit was lost', async () => {
    const { tools, submissions, log } = createFakes({ failures: { submit: [new AppError('CA_UNREACHABLE')] } });
    await expect(renewCertificate(job, tools)).rejects.toMatchObject({ code: 'CA_UNREACHABLE' });
    expect(submissions).toHaveLength(0);
    expect(log.filter((call) => call === 'submit')).toHaveLength(1);
    expect(log).not.toContain('update-order accepted');
  });
});

describe('waiting for the CA', () => {
  it('asks gently until the certificate is issued', async () => {
    const processing = { state: 'processing' } as const;
    const { tools, log, readNow } = createFakes({ statuses: [processing, processing, { state: 'issued' }] });
    await renewCertificate(job, tools);
    expect(log.filter((call) => call === 'askStatus')).toHaveLength(3);
    expect(readNow()).toBeGreaterThanOrEqual(2_000);
  });

  it('ends after five minutes with CA_STILL_ISSUING, after few questions', async () => {
    const { tools, log, readNow } = createFakes({ statuses: [{ state: 'processing' }] });
    await expect(renewCertificate(job, tools)).rejects.toMatchObject({ code: 'CA_STILL_ISSUING' });
    expect(readNow()).toBeLessThanOrEqual(300_000);
    expect(log.filter((call) => call === 'askStatus').length).toBeLessThan(45);
  });

  it('passes on a refusal with its reason', async () => {
    const { tools, log } = createFakes({
      statuses: [{ state: 'processing' }, { state: 'refused', reason: '资料不全' }],
    });
    await expect(renewCertificate(job, tools)).rejects.toMatchObject({
      code: 'CA_REFUSED',
      details: { reason: '资料不全' },
    });
    expect(log).not.toContain('download');
  });

  it('bears two lost answers in a row, not three', async () => {
    const lost = new AppError('CA_UNREACHABLE');
    const twice = createFakes({ failures: { askStatus: [lost, lost] } });
    await expect(renewCertificate(job, twice.tools)).resolves.toBeDefined();
    const thrice = createFakes({ failures: { askStatus: [lost, lost, lost] } });
    await expect(renewCertificate(job, thrice.tools)).rejects.toBe(lost);
  });

  it('says of a CA that forgot the order just that; one that lags behind is asked again', async () => {
    const unknown = { state: 'unknown' } as const;
    const forgetting = createFakes({ statuses: [unknown] });
    await expect(renewCertificate(job, forgetting.tools)).rejects.toMatchObject({
      code: 'CA_ORDER_FORGOTTEN',
      details: { orderNumber: 'DD1' },
    });
    expect(forgetting.submissions).toHaveLength(1);
    const lagging = createFakes({ statuses: [unknown, unknown, { state: 'issued' }] });
    await expect(renewCertificate(job, lagging.tools)).resolves.toBeDefined();
  });

  it('stops when the clerk cancels', async () => {
    const { tools, abort } = createFakes({ statuses: [{ state: 'processing' }] });
    const stopping = { ...tools, onStep: (step: string) => void (step === 'wait-for-issue' && abort.abort()) };
    await expect(renewCertificate(job, stopping)).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
  });
});
