// A change over frames: what was confirmed is what is asked for and what is written, also in another host process.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CommandParams } from '../../shared/protocol/messages.ts';
import { listExtensions, listSubject } from '../portal/ca/unit.ts';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { connectOrderService } from '../support/host/order-service.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { assertUsable, listObjects } from '../support/token/judge-token.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';

const account = { phone: '13800000000', password: 'shebao2026' };
const changedUnit = { ...exampleUnit, unitName: '重庆山城智能装备有限公司', creditCode: '91350100M000100Y43' };

let scratch: Scratch;
let portal: Portal;
let token: MadeToken;
let hosts: HostClient[];

beforeEach(async () => {
  hosts = [];
  scratch = makeScratch();
  portal = await startReadyPortal({ stateDir: join(scratch.folder, 'portal'), issueDelayMs: 20 });
  const dir = join(scratch.folder, 'hsm');
  token = await makeReadyToken({
    dir,
    label: '社保U盾',
    pin: '246813',
    keyAlgorithm: 'P-256',
    unit: exampleUnit,
    portal,
  });
  await portal.createAccount(account);
});
afterEach(async () => {
  for (const host of hosts) await host.kill();
  await portal.close();
  scratch.remove();
});

function openHost(): HostClient {
  const host = startHost({ environment: { ...scratch.hostEnvironment, SOFTHSM2_CONF: token.softhsmConf } });
  hosts.push(host);
  return host;
}

async function openOrder(hasEncryption = false): Promise<string> {
  const order = { phone: account.phone, kind: 'change', unit: changedUnit, chipNumber: token.chipNumber } as const;
  const { orderNo } = await portal.placeOrder(order);
  await portal.review(orderNo, { decision: 'approve', hasEncryption });
  return orderNo;
}

/** Steps of a change as the window takes them. */
async function prepareChange(orderNo: string, host = openHost()) {
  const orderId = randomUUID();
  const ca = connectOrderService(portal.port);
  const target = async (with_: HostClient) => {
    const { tokens } = await with_.call('list-tokens', {});
    const [certificate] = tokens[0]?.certificates ?? [];
    return { tokenId: tokens[0]?.tokenId ?? '', certificateHash: certificate?.hash ?? '' };
  };
  const { tokenId, certificateHash } = await target(host);
  const request = async (change: Partial<CommandParams<'create-request'>> = {}, with_ = host) =>
    with_.call('create-request', {
      orderId,
      operation: 'change',
      tokenId,
      certificateHash,
      pin: token.pin,
      orderNumber: orderNo,
      nonce: await ca.fetchNonce(orderNo),
      pinnedCaCertificates: [],
      ...change,
    });
  const finish = async ({ pkcs10, proof }: Awaited<ReturnType<typeof request>>, with_ = host) => {
    await with_.call('update-order', { orderId, state: 'submitted' });
    const form = { requestId: orderId, orderNo, agentName: '李华', agentPhone: account.phone, pkcs10, proof };
    expect(await ca.post('submit.do', form)).toMatchObject({ code: '0' });
    await with_.call('update-order', { orderId, state: 'accepted' });
    const certificates = await ca.fetchBundle(orderId);
    return with_.call('install-certificate', { orderId, tokenId, pin: token.pin, certificates });
  };
  return { request, finish };
}

const confirmed = { confirmedSubject: listSubject(changedUnit), confirmedExtensions: listExtensions(changedUnit) };

test('ends with the confirmed data on the token, the old pair beside it', async () => {
  const { request, finish } = await prepareChange(await openOrder());
  const { certificate, order, otherCertificates } = await finish(await request(confirmed));
  expect(order).toMatchObject({ operation: 'change', state: 'verified' });
  expect(certificate.subject).toEqual(confirmed.confirmedSubject);
  expect(certificate.extensions).toEqual(confirmed.confirmedExtensions);
  expect(otherCertificates).toBeUndefined();
  const { certificateIds } = listObjects(token);
  expect(certificateIds).toHaveLength(2);
  for (const id of certificateIds) assertUsable(token, id, portal.caCertificates.chain);
});

test('goes on in another process with the subject from the journal', async () => {
  const orderNo = await openOrder();
  const { request, finish } = await prepareChange(orderNo);
  await request(confirmed);
  await hosts[0]?.close();
  const next = openHost();
  const again = await request({}, next);
  expect((await finish(again, next)).certificate.unitName).toBe(changedUnit.unitName);
});

test('a credit code that was not confirmed is refused, whatever the subject says', async () => {
  const { request, finish } = await prepareChange(await openOrder());
  const confirmedExtensions = listExtensions({ ...changedUnit, creditCode: exampleUnit.creditCode });
  await expect(finish(await request({ ...confirmed, confirmedExtensions }))).rejects.toMatchObject({
    code: 'CERTIFICATE_WRONG_SUBJECT',
    details: { field: '1.2.156.10260.4.1.4' },
  });
  expect(listObjects(token).certificateIds).toHaveLength(1);
});

test('what was confirmed cannot be changed on the way', async () => {
  const { request } = await prepareChange(await openOrder());
  await request(confirmed);
  await expect(request({ ...confirmed, confirmedSubject: listSubject(exampleUnit) })).rejects.toMatchObject({
    code: 'ORDER_STATE_CONFLICT',
  });
});

test('a change without a confirmed subject, and a renewal with one, make no key', async () => {
  const { request } = await prepareChange(await openOrder());
  await expect(request()).rejects.toMatchObject({ code: 'REQUEST_MALFORMED' });
  await expect(request({ ...confirmed, operation: 'renew' })).rejects.toMatchObject({ code: 'REQUEST_MALFORMED' });
  expect(listObjects(token).privateKeyIds).toHaveLength(1);
});

test('of two certificates the other one is named', async () => {
  const { request, finish } = await prepareChange(await openOrder(true));
  const { otherCertificates, certificate } = await finish(await request(confirmed));
  expect(certificate.usage).toBe('signing');
  expect(otherCertificates).toEqual([
    { usage: 'encryption', unitName: changedUnit.unitName, serialNumber: expect.stringMatching(/^[0-9A-F]+$/) },
  ]);
});

test('a renewal still keeps the old name byte for byte', async () => {
  const done = await prepareRenewal(portal, token, openHost()).runWhole();
  expect(done.certificate.subject).toEqual(listSubject(exampleUnit));
});
