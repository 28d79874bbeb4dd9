// watch-tokens over frames: what comes and goes is told, nothing is disturbed by it, and nobody looks for nobody.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import type { Scratch } from '../support/files/scratch.ts';
import type { HostClient } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { usePortal } from '../support/portal/use-portal.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';
import type { Shim } from '../support/token/shim.ts';
import { deskPin, openTokenDesk, type TokenDesk } from '../support/token/token-desk.ts';

const pin = deskPin;
let portal: Portal;
let scratch: Scratch;
let shim: Shim;
let token: MadeToken;
let desk: TokenDesk;
let host: HostClient;

usePortal((started) => {
  portal = started;
});
beforeEach(async () => {
  desk = await openTokenDesk(portal);
  ({ scratch, shim, token } = desk);
  host = desk.openHost();
});
afterEach(() => desk.close());

type Watching = Awaited<ReturnType<HostClient['watchTokens']>>;

/** Milliseconds until the next event. */
async function awaitEvent({ events }: Watching, already: number, limitMs = 5_000): Promise<number> {
  const startedAt = performance.now();
  while (events.length === already && performance.now() - startedAt < limitMs) await sleep(10);
  expect(events.length).toBe(already + 1);
  return performance.now() - startedAt;
}

test('insertion and removal are told within two seconds, each once, while the window lists tokens as it likes', async () => {
  shim.set('pulled');
  const watching = await host.watchTokens();
  expect((await host.call('list-tokens', {})).tokens).toEqual([]);
  await sleep(1_500);
  shim.unset('pulled');
  const times = [await awaitEvent(watching, 0)];
  expect((await host.call('list-tokens', {})).tokens).toHaveLength(1);
  shim.set('pulled');
  times.push(await awaitEvent(watching, 1));
  await sleep(2_000);
  expect(watching.events).toEqual(['tokens-changed', 'tokens-changed']);
  for (const time of times) expect(time).toBeLessThan(2_000);
});

test('what came between list-tokens and the first look is told, too', async () => {
  expect((await host.call('list-tokens', {})).tokens).toHaveLength(1);
  shim.set('pulled');
  await awaitEvent(await host.watchTokens(), 0);
});

test('one token of two, and the state of a PIN, are changes', async () => {
  const other = await makeReadyToken({
    dir: join(scratch.folder, 'hsm'),
    label: '第二个',
    pin,
    keyAlgorithm: 'P-256',
    unit: exampleUnit,
    portal,
  });
  const watching = await host.watchTokens();
  const { tokens } = await host.call('list-tokens', {});
  expect(tokens).toHaveLength(2);
  shim.set('absent', other.chipNumber);
  await awaitEvent(watching, 0);
  const [left] = (await host.call('list-tokens', {})).tokens;
  expect(left?.chipNumber).toBe(token.chipNumber);
  const named = { tokenId: left?.tokenId ?? '', certificateHash: left?.certificates[0]?.hash ?? '' };
  await expect(host.call('verify-pin', { ...named, pin: '999999' })).rejects.toMatchObject({ code: 'PIN_INCORRECT' });
  await awaitEvent(watching, 1);
});

test('nobody watches, nobody looks; cancelled, it ends', async () => {
  await host.call('list-tokens', {});
  shim.startCounting('C_GetSlotList');
  await sleep(2_500);
  expect(shim.countCalls('C_GetSlotList')).toBe(0);
  const watching = await host.watchTokens();
  await sleep(2_500);
  const counted = shim.countCalls('C_GetSlotList');
  // About once a second; one look is a pair of calls.
  expect(counted).toBeGreaterThanOrEqual(4);
  expect(counted).toBeLessThanOrEqual(8);
  expect(await watching.stop()).toMatchObject({ ok: false, error: { code: 'OPERATION_CANCELLED' } });
  await sleep(300);
  shim.startCounting('C_GetSlotList');
  await sleep(2_000);
  expect(shim.countCalls('C_GetSlotList')).toBe(0);
});

test('an operation is left in peace: no look while a command is at work', async () => {
  await host.watchTokens();
  const renewal = prepareRenewal(portal, token, host);
  await host.call('list-tokens', {});
  shim.set('delay-C_GenerateKeyPair', 3_000);
  const requested = renewal.createRequest();
  while (!host.steps.includes('create-request generate-key')) await sleep(10);
  shim.startCounting('C_GetSlotList');
  await sleep(2_500);
  expect(shim.countCalls('C_GetSlotList')).toBe(0);
  const request = await requested;
  shim.unset('delay-C_GenerateKeyPair');
  await renewal.submit(request);
  expect((await renewal.install(await renewal.fetchBundle())).order.state).toBe('verified');
});

test('a driver that crashes at every look is told once and left to rest; a command may ask it at any time', async () => {
  const watching = await host.watchTokens();
  await host.call('list-tokens', {});
  await sleep(1_200);
  shim.set('crash-C_GetTokenInfo');
  await awaitEvent(watching, 0);
  await sleep(5_500);
  expect(watching.events).toHaveLength(1);
  // Looks after 2 and 6 seconds at most, and no start each second.
  expect(host.logText().match(/"driver-ended"/g)?.length).toBeLessThanOrEqual(3);
  shim.unset('crash-C_GetTokenInfo');
  expect((await host.call('list-tokens', {})).tokens).toHaveLength(1);
  await awaitEvent(watching, 1);
  // It does not rest any more.
  shim.set('pulled');
  expect(await awaitEvent(watching, 2)).toBeLessThan(2_000);
});

test('the window closes: the host ends', async () => {
  await host.watchTokens();
  await host.call('list-tokens', {});
  const startedAt = performance.now();
  expect(await host.close()).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
