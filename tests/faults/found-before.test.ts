// What the fault runner once found, each as a case of its own.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { buildLibraries } from './bench/build-libraries.ts';
import type { FaultBench } from './bench/fault-bench.ts';
import { findJob } from './jobs/fault-jobs.ts';
import { findFault } from './kinds/fault-kinds.ts';
import { makeTemplate, runCleanly } from './plan-cases.ts';
import { runCase } from './run-case.ts';

const renew = findJob('renew');
let scratch: Scratch;
let template: FaultBench;
let bench: FaultBench;
let calls: readonly string[];

beforeAll(async () => {
  scratch = makeScratch();
  const libraries = buildLibraries(scratch.folder);
  template = await makeTemplate(libraries, join(scratch.folder, 'template'), { job: renew, key: 'P-256' });
  calls = (await runCleanly(template, renew, join(scratch.folder, 'clean'))).tokenCalls;
});
afterAll(async () => {
  await template.close();
  scratch.remove();
});
beforeEach(async () => {
  bench = await template.copy(join(scratch.folder, 'case'));
});
afterEach(() => bench.close());

/** Number of the nth call of a function, from 1. */
function findCall(name: string, nth: number): number {
  const found = calls.flatMap((call, index) => (call === name ? [index + 1] : []))[nth - 1];
  if (found === undefined) throw new Error(`no call ${nth} of ${name}`);
  return found;
}

test.each([
  ['done, and kill driver', 'C_SetAttributeValue', 1],
  ['fail GENERAL_ERROR', 'C_SetAttributeValue', 2],
  ['kill driver', 'C_SetAttributeValue', 2],
  ['lie', 'C_SetAttributeValue', 1],
  ['lie', 'C_SetAttributeValue', 2],
  ['done, and kill driver', 'C_GenerateKeyPair', 1],
  ['done, and kill both', 'C_GenerateKeyPair', 1],
  ['torn: no private half', 'C_GenerateKeyPair', 1],
  ['torn: no public half', 'C_GenerateKeyPair', 1],
  ['hang', 'C_GenerateKeyPair', 1],
  ['lie', 'C_Login', 2],
  ['fail DEVICE_MEMORY', 'C_GetAttributeValue', 40],
  ['lie', 'C_CreateObject', 1],
] as const)('%s at %s %i: the renewal ends done, with two usable pairs and no other key', async (kind, name, nth) => {
  const result = await runCase(bench, renew, { fault: findFault(kind), at: findCall(name, nth) });
  expect(result.hasStruck).toBe(true);
  expect(bench.tokenBoard.countCalls()).toBeGreaterThan(0);
  expect(result.broken).toEqual([]);
  expect(result.codes).not.toContain('KEY_MISSING');
  if (kind === 'fail DEVICE_MEMORY') expect(result.codes).not.toContain('TOKEN_FULL');
});

test('a window that slept while another one finished begins nothing', async () => {
  const [sleeper, other] = [bench.openHost(), bench.openHost()];
  const late = prepareRenewal(bench.portal, bench.token.made, sleeper);
  const { tokens } = await sleeper.call('list-tokens', {});
  const orderNumber = bench.orderNumber;
  const nonce = await late.ca.fetchNonce(orderNumber);
  await prepareRenewal(bench.portal, bench.token.made, other).runWhole();
  await other.close();
  const begin = sleeper.call('create-request', {
    orderId: late.orderId,
    operation: 'renew',
    tokenId: tokens[0]?.tokenId ?? '',
    certificateHash: tokens[0]?.certificates[0]?.hash ?? '',
    pin: bench.token.made.pin,
    orderNumber,
    nonce,
    pinnedCaCertificates: [],
  });
  await expect(begin).rejects.toMatchObject({ code: 'CERTIFICATE_REPLACED' });
  const { orders } = await sleeper.call('list-orders', { includeFinished: true });
  expect(orders).toMatchObject([{ state: 'verified' }]);
});

test('a lost line that names the key is made up for from the token', async () => {
  const host = bench.openHost();
  const renewal = prepareRenewal(bench.portal, bench.token.made, host);
  await renewal.submit(await renewal.createRequest());
  const data = join(bench.folder, 'data', 'shebao-cert-assistant');
  rmSync(join(data, 'orders.copy'), { recursive: true });
  const file = join(data, 'orders', `${renewal.orderId}.jsonl`);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"key-generated"', '"key-generatex"'));
  expect((await renewal.install(await renewal.fetchBundle())).order.state).toBe('verified');
});
