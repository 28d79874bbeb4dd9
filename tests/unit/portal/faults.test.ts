// Each switchable fault does what its name says, as often as asked, and leaves the CA's own records right.
import { createPublicKey, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fault } from '../../portal/faults/fault-board.ts';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { askService, askSite } from './ask-site.ts';
import {
  downloadCertificates,
  followStatus,
  makeClerk,
  makeSubmission,
  submit,
  unit,
  verifyChain,
} from './openssl-clerk.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

let portal: Portal;
beforeAll(async () => {
  portal = await startReadyPortal({ stateDir: scratch('state'), issueDelayMs: 20 });
});
afterEach(() => portal.clearFaults());
afterAll(() => portal.close());

const orderUrl = 'http://os.ezca.org:8001/easyca/netpay/quick/order.do?chipNo=none';

describe('a fault of the line', () => {
  test('closeBefore cuts the line and nothing was taken', async () => {
    const clerk = await makeClerk(portal);
    const form = await makeSubmission(portal, clerk);
    portal.setFault({ kind: 'closeBefore', endpoint: 'submit', count: 1 });
    await expect(submit(portal, form)).rejects.toThrow(/socket hang up/);
    expect(portal.readRequest(form.requestId)).toBeUndefined();
    expect((await submit(portal, form)).code).toBe('0');
  });

  test('closeAfter cuts the line when the request was taken', async () => {
    const clerk = await makeClerk(portal);
    const form = await makeSubmission(portal, clerk);
    portal.setFault({ kind: 'closeAfter', endpoint: 'submit', count: 1 });
    await expect(submit(portal, form)).rejects.toThrow(/socket hang up/);
    expect(portal.readRequest(form.requestId)?.orderNo).toBe(clerk.orderNo);
    expect((await followStatus(portal, form.requestId)).at(-1)?.data).toEqual({ state: 'issued' });
  });

  test('delay keeps the caller waiting', async () => {
    portal.setFault({ kind: 'delay', delayMs: 300, endpoint: 'order', count: 1 });
    const startedAt = performance.now();
    await askSite(portal.port, orderUrl);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(299);
  });

  test('http500 answers with status 500 and a page', async () => {
    portal.setFault({ kind: 'http500' });
    expect(await askSite(portal.port, orderUrl)).toMatchObject({
      status: 500,
      contentType: expect.stringContaining('text/html'),
    });
  });

  test.each(['notJson', 'garbage'] as const)('%s is not JSON', async (kind) => {
    portal.setFault({ kind });
    const { status, body } = await askSite(portal.port, orderUrl);
    expect(status).toBe(200);
    expect(() => JSON.parse(body.toString())).toThrow();
  });

  test('wrongShape is JSON without a code', async () => {
    portal.setFault({ kind: 'wrongShape' });
    expect(JSON.parse((await askSite(portal.port, orderUrl)).body.toString())).not.toHaveProperty('code');
  });

  test('hits as often as it is asked to, and only its endpoint', async () => {
    portal.setFault({ kind: 'http500', endpoint: 'order', count: 2 });
    expect((await askService(portal.port, 'status.do?requestId=none')).code).toBe('1006');
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await askSite(portal.port, orderUrl)).status);
    expect(statuses).toEqual([500, 500, 200]);
  });
});

describe('a refusal', () => {
  test('refuse turns the submission away with its reason', async () => {
    const form = await makeSubmission(portal, await makeClerk(portal));
    portal.setFault({ kind: 'refuse', reason: '资料不清晰', count: 1 });
    expect(await submit(portal, form)).toEqual({ code: '2001', msg: '资料不清晰' });
    expect(portal.readRequest(form.requestId)).toBeUndefined();
  });

  test('refuseLater ends the request as refused; the order stays open for another', async () => {
    const clerk = await makeClerk(portal);
    const form = await makeSubmission(portal, clerk);
    portal.setFault({ kind: 'refuseLater', reason: '单位状态异常', count: 1 });
    expect((await submit(portal, form)).data?.state).toBe('processing');
    const last = (await followStatus(portal, form.requestId)).at(-1);
    expect(last?.data).toEqual({ state: 'refused', reason: '单位状态异常' });
    const second = await makeSubmission(portal, clerk);
    expect((await submit(portal, second)).code).toBe('0');
    expect((await followStatus(portal, second.requestId)).at(-1)?.data?.state).toBe('issued');
  });
});

describe('a fault of the certificate', () => {
  async function downloadTwice(kind: Fault['kind']) {
    const form = await makeSubmission(portal, await makeClerk(portal));
    await submit(portal, form);
    await followStatus(portal, form.requestId);
    portal.setFault({ kind, count: 1 });
    const wrong = await downloadCertificates(portal, form.requestId).catch(() => 'unreadable' as const);
    return { wrong, right: await downloadCertificates(portal, form.requestId) };
  }

  async function downloadWrong(kind: Fault['kind']): Promise<{ wrong: string[]; right: string[] }> {
    const { wrong, right } = await downloadTwice(kind);
    if (wrong === 'unreadable') throw new Error('the delivery is no PKCS#7');
    expect(wrong).toHaveLength(3);
    expect(wrong[0]).not.toBe(right[0]);
    expect(await verifyChain(portal, right)).toBe('leaf: OK');
    return { wrong, right };
  }

  const publicKeyOf = (pem = '') => createPublicKey(pem).export({ type: 'spki', format: 'pem' });
  const parse = (pem = '') => new X509Certificate(pem);

  test('wrongKey: only the key is another', async () => {
    const { wrong, right } = await downloadWrong('wrongKey');
    expect(publicKeyOf(wrong[0])).not.toBe(publicKeyOf(right[0]));
    expect(parse(wrong[0]).subject).toBe(parse(right[0]).subject);
    expect(await verifyChain(portal, wrong)).toBe('leaf: OK');
  });

  test('wrongSubject: another unit, under our key', async () => {
    const { wrong, right } = await downloadWrong('wrongSubject');
    expect(publicKeyOf(wrong[0])).toBe(publicKeyOf(right[0]));
    expect(parse(wrong[0]).subject).not.toContain(unit.unitName);
    expect(await verifyChain(portal, wrong)).toBe('leaf: OK');
  });

  test('wrongCa: the same names in the whole chain, other keys', async () => {
    const { wrong, right } = await downloadWrong('wrongCa');
    expect(wrong.map((pem) => [parse(pem).subject, parse(pem).issuer])).toEqual(
      right.map((pem) => [parse(pem).subject, parse(pem).issuer]),
    );
    expect(publicKeyOf(wrong[0])).toBe(publicKeyOf(right[0]));
    await expect(verifyChain(portal, wrong)).rejects.toThrow(/verification failed/);
  });

  test('notYetValid and expired', async () => {
    const future = await downloadWrong('notYetValid');
    expect(Date.parse(parse(future.wrong[0]).validFrom)).toBeGreaterThan(Date.now());
    await expect(verifyChain(portal, future.wrong)).rejects.toThrow(/not yet valid/);
    const past = await downloadWrong('expired');
    expect(Date.parse(parse(past.wrong[0]).validTo)).toBeLessThan(Date.now());
    await expect(verifyChain(portal, past.wrong)).rejects.toThrow(/has expired/);
  });

  test('truncated: no PKCS#7 at all, once', async () => {
    const { wrong, right } = await downloadTwice('truncated');
    expect(wrong).toBe('unreadable');
    expect(await verifyChain(portal, right)).toBe('leaf: OK');
  });
});

describe('the control endpoint', () => {
  const control = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${portal.port}/__control/${path}`, init);

  test('sets and clears faults from another process', async () => {
    const body = JSON.stringify({ kind: 'http500', endpoint: 'order' });
    expect((await control('fault', { method: 'POST', body })).status).toBe(200);
    expect((await askSite(portal.port, orderUrl)).status).toBe(500);
    await control('faults', { method: 'DELETE' });
    expect((await askSite(portal.port, orderUrl)).status).toBe(200);
  });

  test('refuses what is no fault, and browsers', async () => {
    expect((await control('fault', { method: 'POST', body: '{"kind":"unheard"}' })).status).toBe(400);
    const body = JSON.stringify({ kind: 'http500' });
    const headers = { Origin: 'http://rlsbj.cq.gov.cn' };
    expect((await control('fault', { method: 'POST', body, headers })).status).toBe(403);
    expect((await askSite(portal.port, 'http://os.ezca.org:8001/__control/orders')).status).toBe(404);
  });

  test('shows orders and requests', async () => {
    const clerk = await makeClerk(portal);
    const orders = (await (await control('orders')).json()) as { orderNo: string }[];
    expect(orders.map(({ orderNo }) => orderNo)).toContain(clerk.orderNo);
  });
});
