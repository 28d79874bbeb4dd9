// A whole renewal over frames, on SoftHSM2, judged by openssl and pkcs11-tool; and every way in which it may fail.
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import type { Scratch } from '../support/files/scratch.ts';
import type { HostClient } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { isRunning, listDescendants } from '../support/host/processes.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { usePortal } from '../support/portal/use-portal.ts';
import { assertUsable, listObjects } from '../support/token/judge-token.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';
import type { Shim } from '../support/token/shim.ts';
import { deskPin, openTokenDesk, type TokenDesk } from '../support/token/token-desk.ts';

const pin = deskPin;
let portal: Portal;
let scratch: Scratch;
let shim: Shim;
let token: MadeToken;
let desk: TokenDesk;

usePortal((started) => {
  portal = started;
});

async function prepare(keyAlgorithm: 'RSA-2048' | 'P-256') {
  desk = await openTokenDesk(portal, keyAlgorithm);
  ({ scratch, shim, token } = desk);
}

const openHost = () => desk.openHost();

afterEach(async () => {
  await desk.close();
  portal.clearFaults();
});

/** I1: the old pair is there and works, whatever happened. */
function expectOldPairUsable(expected: { certificates: number; keys?: number }) {
  const objects = listObjects(token);
  expect(objects.certificateIds).toHaveLength(expected.certificates);
  if (expected.keys !== undefined) expect(objects.privateKeyIds).toHaveLength(expected.keys);
  assertUsable(token, token.objectId, portal.caCertificates.chain);
}

describe.each(['RSA-2048', 'P-256'] as const)('renewal with %s', (keyAlgorithm) => {
  test('ends with a usable new pair beside the old one', async () => {
    await prepare(keyAlgorithm);
    const host = openHost();
    const renewal = prepareRenewal(portal, token, host);
    const done = await renewal.runWhole();
    expect(done.order.state).toBe('verified');
    expect(done.certificate.unitName).toBe(exampleUnit.unitName);
    expect(done.certificate.creditCode).toBe(exampleUnit.creditCode);
    const { certificateIds, privateKeyIds } = listObjects(token);
    expect(certificateIds).toHaveLength(2);
    expect(privateKeyIds.toSorted()).toEqual(certificateIds.toSorted());
    for (const id of certificateIds) assertUsable(token, id, portal.caCertificates.chain);
    expect(portal.readRequest(renewal.orderId)?.state).toBe('issued');
    // Nothing secret is left behind.
    const journal = join(scratch.hostEnvironment.XDG_DATA_HOME ?? '', 'shebao-cert-assistant', 'orders');
    const kept = readdirSync(journal).map((name) => readFileSync(join(journal, name), 'utf8'));
    expect(kept.join('') + host.logText()).not.toContain(pin);
    expect(await host.close()).toBe(0);
  });
});

describe('what the CA delivers', () => {
  const refused = [
    ['wrongKey', 'CERTIFICATE_WRONG_KEY'],
    ['wrongCa', 'CERTIFICATE_WRONG_CHAIN'],
    ['wrongSubject', 'CERTIFICATE_WRONG_SUBJECT'],
    ['notYetValid', 'CERTIFICATE_NOT_VALID_NOW'],
    ['expired', 'CERTIFICATE_NOT_VALID_NOW'],
    ['truncated', 'CERTIFICATE_MALFORMED'],
  ] as const;
  test.each(refused)('%s is refused as %s, and the order can be finished later', async (kind, code) => {
    await prepare('P-256');
    const renewal = prepareRenewal(portal, token, openHost());
    await renewal.submit(await renewal.createRequest());
    portal.setFault({ kind });
    const bad = await renewal.fetchBundle();
    await expect(renewal.install(bad)).rejects.toMatchObject({ code });
    expectOldPairUsable({ certificates: 1, keys: 2 });
    portal.clearFaults();
    expect((await renewal.install(await renewal.fetchBundle())).order.state).toBe('verified');
    expectOldPairUsable({ certificates: 2 });
  });
});

describe('the token fails', () => {
  beforeEach(() => prepare('P-256'));

  const keygenFaults = [
    ['crash-C_GenerateKeyPair', '', 'DRIVER_CRASHED'],
    ['fail-C_GenerateKeyPair', 49, 'TOKEN_FULL'],
    ['fail-C_GenerateKeyPair', 5, 'TOKEN_FULL'],
    ['fail-C_GenerateKeyPair', 48, 'TOKEN_FAILED'],
    ['pull-after-C_Login', '', 'TOKEN_REMOVED'],
    ['fail-C_Sign', 5, 'TOKEN_FAILED'],
  ] as const;
  test.each(keygenFaults)('%s %s in the request: %s, and a second try succeeds', async (fault, value, code) => {
    const renewal = prepareRenewal(portal, token, openHost());
    shim.set(fault, value);
    await expect(renewal.createRequest()).rejects.toMatchObject({ code });
    shim.unset(fault);
    shim.unset('pulled');
    expectOldPairUsable({ certificates: 1 });
    expect((await renewal.runWhole()).order.state).toBe('verified');
    // The key is made once, however often the request is tried.
    expectOldPairUsable({ certificates: 2, keys: 2 });
  });

  const writeFaults = [
    ['fail-C_CreateObject', 49, 'TOKEN_FULL'],
    ['fail-C_CreateObject', 226, 'TOKEN_WRITE_PROTECTED'],
    ['lie-C_CreateObject', '', 'READ_BACK_FAILED'],
    ['crash-C_CreateObject', '', 'DRIVER_CRASHED'],
    ['pull-after-C_CreateObject', '', 'TOKEN_REMOVED'],
  ] as const;
  test.each(writeFaults)(
    '%s %s in the write: %s, and the order is finished from the journal',
    async (fault, value, code) => {
      const first = openHost();
      const renewal = prepareRenewal(portal, token, first);
      await renewal.submit(await renewal.createRequest());
      const bundle = await renewal.fetchBundle();
      shim.set(fault, value);
      await expect(renewal.install(bundle)).rejects.toMatchObject({ code });
      shim.unset(fault);
      shim.unset('pulled');
      // A new process, and no second download: the journal has the bundle.
      await first.close();
      const next = openHost();
      renewal.continueWith(next);
      const { orders } = await next.call('list-orders', {});
      expect(orders).toMatchObject([{ orderId: renewal.orderId, nextStep: 'install' }]);
      expect((await renewal.install()).order.state).toBe('verified');
      expectOldPairUsable({ certificates: 2, keys: 2 });
    },
  );

  test('a driver that prints on stdout does no harm', async () => {
    shim.set('chatter');
    const renewal = prepareRenewal(portal, token, openHost());
    expect((await renewal.runWhole()).order.state).toBe('verified');
  });

  test('a token swapped for another with the same serial number is noticed', async () => {
    const host = openHost();
    const { tokens } = await host.call('list-tokens', {});
    const other = await makeReadyToken({
      dir: join(scratch.folder, 'other'),
      label: token.label,
      pin,
      keyAlgorithm: 'P-256',
      unit: exampleUnit,
      portal,
      chipNumber: token.chipNumber,
    });
    await host.close();
    const swapped = desk.openHost({ SOFTHSM2_CONF: other.softhsmConf });
    const call = swapped.call('verify-pin', {
      tokenId: tokens[0]?.tokenId ?? '',
      certificateHash: tokens[0]?.certificates[0]?.hash ?? '',
      pin,
    });
    await expect(call).rejects.toMatchObject({ code: 'TOKEN_CHANGED' });
  });
});

describe('the host is killed', () => {
  beforeEach(() => prepare('P-256'));

  test('while the key is made: the key is found again, no second one is made', async () => {
    const first = openHost();
    const renewal = prepareRenewal(portal, token, first);
    shim.set('delay-C_GenerateKeyPair', 400);
    void renewal.createRequest().catch(() => undefined);
    while (!first.steps.includes('create-request generate-key')) await sleep(10);
    await first.kill();
    shim.unset('delay-C_GenerateKeyPair');
    renewal.continueWith(openHost());
    // The driver's process ends its call and then itself; the next host waits for that, and for nothing else.
    await renewal.submit(await renewal.createRequest());
    expect((await renewal.install(await renewal.fetchBundle())).order.state).toBe('verified');
    expectOldPairUsable({ certificates: 2, keys: 2 });
  });

  test('while its driver hangs: the driver ends soon after it, and the next window goes on', async () => {
    const first = openHost();
    const renewal = prepareRenewal(portal, token, first);
    shim.set('hang-C_GenerateKeyPair');
    void renewal.createRequest().catch(() => undefined);
    while (!first.steps.includes('create-request generate-key')) await sleep(10);
    const drivers = listDescendants(first.pid);
    expect(drivers).not.toEqual([]);
    await first.kill();
    shim.unset('hang-C_GenerateKeyPair');
    renewal.continueWith(openHost());
    // The key is never made while the other driver could still make one.
    expect((await renewal.runWhole()).order.state).toBe('verified');
    expect(drivers.filter(isRunning)).toEqual([]);
    expectOldPairUsable({ certificates: 2, keys: 2 });
  });

  test('a torn journal line costs one step, not the order', async () => {
    const first = openHost();
    const renewal = prepareRenewal(portal, token, first);
    await renewal.submit(await renewal.createRequest());
    await first.close();
    const file = join(
      scratch.hostEnvironment.XDG_DATA_HOME ?? '',
      'shebao-cert-assistant',
      'orders',
      `${renewal.orderId}.jsonl`,
    );
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole.slice(0, -20));
    const next = openHost();
    renewal.continueWith(next);
    expect((await next.call('resume-order', { orderId: renewal.orderId })).order).toMatchObject({
      state: 'submitted',
      nextStep: 'ask-status',
    });
    expect((await renewal.install(await renewal.fetchBundle())).order.state).toBe('verified');
    // The torn line is still there, and the lines after it stand by themselves.
    appendFileSync(file, '');
    expect(
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.includes('"verified"')),
    ).toHaveLength(1);
  });

  test('window closed while the key is made: the host ends its step and lets go', async () => {
    const first = openHost();
    const renewal = prepareRenewal(portal, token, first);
    shim.set('delay-C_GenerateKeyPair', 300);
    void renewal.createRequest().catch(() => undefined);
    while (!first.steps.includes('create-request generate-key')) await sleep(10);
    expect(await first.close()).toBe(0);
    shim.unset('delay-C_GenerateKeyPair');
    const next = openHost();
    renewal.continueWith(next);
    expect((await next.call('list-orders', {})).orders).toMatchObject([
      { state: 'key-generated', nextStep: 'create-request' },
    ]);
    expect((await renewal.runWhole()).order.state).toBe('verified');
    expectOldPairUsable({ certificates: 2, keys: 2 });
  });
});

describe('orders', () => {
  beforeEach(() => prepare('P-256'));

  test('two windows at once: the second is told so', async () => {
    const first = openHost();
    const renewal = prepareRenewal(portal, token, first);
    await renewal.createRequest();
    const second = openHost();
    await expect(second.call('resume-order', { orderId: renewal.orderId })).rejects.toMatchObject({
      code: 'OPERATION_IN_PROGRESS',
    });
    await first.close();
    expect((await second.call('resume-order', { orderId: renewal.orderId })).order.nextStep).toBe('submit');
  });

  test('a second order for the same certificate has to wait for the first', async () => {
    const host = openHost();
    await prepareRenewal(portal, token, host).createRequest();
    await expect(prepareRenewal(portal, token, host).createRequest()).rejects.toMatchObject({
      code: 'ORDER_STATE_CONFLICT',
    });
    expectOldPairUsable({ certificates: 1, keys: 2 });
  });

  test('an abandoned order takes its own key away and nothing else', async () => {
    const host = openHost();
    const renewal = prepareRenewal(portal, token, host);
    await renewal.createRequest();
    const { tokens } = await host.call('list-tokens', {});
    const result = await host.call('abandon-order', { orderId: renewal.orderId, tokenId: tokens[0]?.tokenId, pin });
    expect(result).toMatchObject({ isKeyRemoved: true, order: { state: 'abandoned', nextStep: 'none' } });
    expectOldPairUsable({ certificates: 1, keys: 1 });
    expect((await host.call('list-orders', {})).orders).toEqual([]);
  });

  test('an order that was signed but never sent may be signed again with a fresh nonce and the same key', async () => {
    const renewal = prepareRenewal(portal, token, openHost());
    const first = await renewal.createRequest();
    const second = await renewal.createRequest();
    expect(second.publicKeyHash).toBe(first.publicKeyHash);
    expect(second.pkcs10).not.toBe(first.pkcs10);
    await renewal.submit(second);
    expect((await renewal.install(await renewal.fetchBundle())).order.state).toBe('verified');
  });

  test('states come in order', async () => {
    const host = openHost();
    const renewal = prepareRenewal(portal, token, host);
    await expect(host.call('update-order', { orderId: renewal.orderId, state: 'submitted' })).rejects.toMatchObject({
      code: 'ORDER_UNKNOWN',
    });
    await renewal.createRequest();
    await expect(host.call('update-order', { orderId: renewal.orderId, state: 'accepted' })).rejects.toMatchObject({
      code: 'ORDER_STATE_CONFLICT',
    });
    await expect(renewal.install('MAA=')).rejects.toMatchObject({ code: 'ORDER_STATE_CONFLICT' });
  });
});

describe('the PIN', () => {
  beforeEach(() => prepare('P-256'));
  const verify = async (host: HostClient, typed: string | undefined) => {
    const { tokens } = await host.call('list-tokens', {});
    return host.call('verify-pin', {
      tokenId: tokens[0]?.tokenId ?? '',
      certificateHash: tokens[0]?.certificates[0]?.hash ?? '',
      pin: typed,
    });
  };

  test('empty, too short and wrong ones have their own codes; the right one clears the flag', async () => {
    const host = openHost();
    await expect(verify(host, '')).rejects.toMatchObject({ code: 'PIN_EMPTY' });
    await expect(verify(host, undefined)).rejects.toMatchObject({ code: 'PIN_EMPTY' });
    await expect(verify(host, '12')).rejects.toMatchObject({ code: 'PIN_LENGTH' });
    // None of them cost a try.
    expect((await host.call('list-tokens', {})).tokens[0]?.pin.state).toBe('unknown-or-full');
    await expect(verify(host, '999999')).rejects.toMatchObject({
      code: 'PIN_INCORRECT',
      details: { pinState: 'some-wrong' },
    });
    expect((await host.call('list-tokens', {})).tokens[0]?.pin.state).toBe('some-wrong');
    await expect(verify(host, pin)).resolves.toEqual({});
    expect((await host.call('list-tokens', {})).tokens[0]?.pin.state).toBe('unknown-or-full');
  });

  test('the wrong one that locks, and a locked token', async () => {
    const host = openHost();
    shim.set('flags', 0x00040000); // CKF_USER_PIN_LOCKED
    await expect(verify(host, pin)).rejects.toMatchObject({ code: 'PIN_LOCKED' });
    shim.unset('flags');
    shim.set('fail-C_Login', 164); // CKR_PIN_LOCKED
    await expect(verify(host, pin)).rejects.toMatchObject({ code: 'PIN_LOCKED' });
  });

  test('somebody else logged in: the PIN is still checked', async () => {
    const host = openHost();
    shim.set('fail-C_Login', 256); // CKR_USER_ALREADY_LOGGED_IN, again and again
    await expect(verify(host, pin)).rejects.toMatchObject({ code: 'TOKEN_FAILED' });
  });
});
