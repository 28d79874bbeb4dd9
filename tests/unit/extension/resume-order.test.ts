// Going on from every step that the host's journal can name, and never submitting twice.
import { describe, expect, it } from 'vitest';
import { resumeOrder } from '../../../extension/flows/resume-order.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { NextStep, OrderState } from '../../../shared/protocol/messages.ts';
import { createFakes, type FakeOptions, job, makeOrder, newCertificate } from './support/flow-fakes.ts';

const signed = { pkcs10: 'stored-pkcs10', proof: 'stored-proof' };

function resumeFrom(state: OrderState, nextStep: NextStep, options: FakeOptions = {}) {
  const fakes = createFakes({ resumed: { order: makeOrder(state, nextStep), ...signed }, ...options });
  return { ...fakes, result: resumeOrder(job, fakes.tools) };
}

const issued = { state: 'issued' } as const;
const unknown = { state: 'unknown' } as const;

describe('resumeOrder', () => {
  it.each<[OrderState]>([['draft'], ['key-generated']])(
    'from create-request (%s) makes and submits the request',
    async (state) => {
      const { result, log, hostParams } = resumeFrom(state, 'create-request');
      await expect(result).resolves.toMatchObject({ certificate: newCertificate });
      expect(log).toEqual([
        'resume-order',
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
      expect(hostParams.find(([command]) => command === 'create-request')?.[1]).toMatchObject({
        orderId: job.orderId,
        orderNumber: 'DD1',
      });
    },
  );

  it.each<[OrderState, NextStep]>([
    ['request-signed', 'submit'],
    ['submitted', 'submit'],
    ['submitted', 'ask-status'],
    ['accepted', 'ask-status'],
  ])(
    'from %s (%s) asks first and submits the very same bytes only to a CA that does not know them',
    async (state, nextStep) => {
      const { result, log, submissions } = resumeFrom(state, nextStep, { statuses: [unknown, issued] });
      await result;
      expect(log.indexOf('askStatus')).toBeLessThan(log.indexOf('submit'));
      expect(submissions).toEqual([signed]);
      expect(log).not.toContain('create-request');
      // The host refuses to go back from accepted to submitted.
      expect(log.includes('update-order submitted')).toBe(state !== 'accepted');
      expect(log.slice(-2)).toEqual(['confirmInstallation', 'confirm-order']);
    },
  );

  it.each<[OrderState, NextStep]>([
    ['request-signed', 'submit'],
    ['submitted', 'ask-status'],
    ['accepted', 'ask-status'],
  ])('from %s (%s) submits nothing when the CA knows the order', async (state, nextStep) => {
    const { result, submissions, log } = resumeFrom(state, nextStep, { statuses: [{ state: 'processing' }, issued] });
    await result;
    expect(submissions).toEqual([]);
    expect(log.includes('update-order accepted')).toBe(state !== 'accepted');
  });

  it('signs a new request when the stored one carries a nonce that ran out', async () => {
    const { result, submissions } = resumeFrom('submitted', 'ask-status', {
      statuses: [unknown, issued],
      submitAnswers: ['nonce-stale', 'accepted'],
    });
    await result;
    expect(submissions).toEqual([signed, { pkcs10: 'pkcs10-nonce-0', proof: 'proof-0' }]);
  });

  it('signs a new request when the journal has none', async () => {
    const { result, submissions } = resumeFrom('submitted', 'submit', {
      resumed: { order: makeOrder('submitted', 'submit') },
      statuses: [unknown, issued],
    });
    await result;
    expect(submissions).toEqual([{ pkcs10: 'pkcs10-nonce-0', proof: 'proof-0' }]);
  });

  it.each<[OrderState, NextStep]>([
    ['issued', 'download'],
    ['issued', 'install'],
    ['written', 'install'],
  ])('from %s (%s) fetches and installs only', async (state, nextStep) => {
    const { result, log } = resumeFrom(state, nextStep);
    await result;
    expect(log).toEqual(['resume-order', 'download', 'install-certificate', 'confirmInstallation', 'confirm-order']);
  });

  it('does not make a new request for an order that the CA had accepted and now forgot', async () => {
    const { result, log } = resumeFrom('accepted', 'ask-status', {
      statuses: [unknown],
      submitAnswers: ['nonce-stale'],
    });
    await expect(result).rejects.toMatchObject({ code: 'CA_ORDER_FORGOTTEN', details: { orderNumber: 'DD1' } });
    expect(log).not.toContain('create-request');
  });

  it('ends alike when the CA knows not even the order, or the journal lost the request; a lost line is no forgetting', async () => {
    const forgotten = { code: 'CA_ORDER_FORGOTTEN', details: { orderNumber: 'DD1' } };
    const statuses = [unknown];
    const failing = (code: 'CA_NO_ORDER' | 'CA_UNREACHABLE') =>
      resumeFrom('accepted', 'ask-status', { statuses, failures: { submit: [new AppError(code)] } }).result;
    await expect(failing('CA_NO_ORDER')).rejects.toMatchObject(forgotten);
    await expect(failing('CA_UNREACHABLE')).rejects.toMatchObject({ code: 'CA_UNREACHABLE' });
    const without = { statuses, resumed: { order: makeOrder('accepted', 'ask-status') } };
    await expect(resumeFrom('accepted', 'ask-status', without).result).rejects.toMatchObject(forgotten);
  });

  it('passes on what the CA refused meanwhile', async () => {
    const { result, submissions } = resumeFrom('submitted', 'submit', {
      statuses: [{ state: 'refused', reason: '签名不符' }],
    });
    await expect(result).rejects.toMatchObject({ code: 'CA_REFUSED', details: { reason: '签名不符' } });
    expect(submissions).toEqual([]);
  });

  it('submits nothing while the CA cannot be asked', async () => {
    const { result, submissions } = resumeFrom('submitted', 'submit', {
      failures: { askStatus: [new AppError('CA_UNREACHABLE')] },
    });
    await expect(result).rejects.toMatchObject({ code: 'CA_UNREACHABLE' });
    expect(submissions).toEqual([]);
  });

  it('has nothing to do for a finished order, and passes on that another window is at it', async () => {
    await expect(resumeFrom('verified', 'none').result).rejects.toMatchObject({ code: 'ORDER_STATE_CONFLICT' });
    const busy = new AppError('OPERATION_IN_PROGRESS');
    const { result, log } = resumeFrom('issued', 'install', { failures: { 'resume-order': [busy] } });
    await expect(result).rejects.toBe(busy);
    expect(log).toEqual(['resume-order']);
  });
});
