// A PIN that cannot be mistaken is looked for after good, failed and killed runs: in every file, log, answer, command line and environment.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Token } from '../../../shared/protocol/messages.ts';
import type { MadeToken } from '../../portal/token/make-token.ts';
import { makeScratch } from '../../support/files/scratch.ts';
import { type HostClient, startHost } from '../../support/host/host-client.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../../support/portal/units.ts';
import { makeReadyToken } from '../../support/token/ready-token.ts';
import { searchFor } from './secret-search.ts';

const canary = 'Kn4r13-83915';
const wrong = 'Wr0ng1-62074';

const scratch = makeScratch();
let token: MadeToken;
let portal: Awaited<ReturnType<typeof startReadyPortal>>;
beforeAll(async () => {
  portal = await startReadyPortal({ stateDir: join(scratch.folder, 'portal') });
  const options = { label: '社保U盾', pin: canary, keyAlgorithm: 'P-256', unit: exampleUnit, portal } as const;
  token = await makeReadyToken({ dir: join(scratch.folder, 'hsm'), ...options });
});
afterAll(async () => {
  await portal.close();
  scratch.remove();
});

const search = searchFor(canary, wrong);

/** The host and all that it has started. */
function listProcesses(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return [pid, ...children.flatMap(listProcesses)];
}

function expectNoSecret(host: HostClient, answers: readonly unknown[]): void {
  expect(search.listFiles(scratch.folder)).toEqual([]);
  expect(search.isIn(Buffer.from(host.logText()))).toBe(false);
  expect(search.isIn(Buffer.from(JSON.stringify(answers)))).toBe(false);
}

function nameToken([token]: readonly Token[]) {
  const [certificate] = token?.certificates ?? [];
  if (!token || !certificate) throw new Error('the token is not seen');
  return { tokenId: token.tokenId, certificateHash: certificate.hash };
}

function start(): HostClient {
  scratch.configureHost({ logLevel: 'debug' });
  return startHost({ environment: { ...scratch.hostEnvironment, SOFTHSM2_CONF: token.softhsmConf } });
}

test('the search finds a secret that is there', () => {
  expect(search.isIn(`x${canary}x`)).toBe(true);
  expect(search.isIn(Buffer.from(`x${canary}x`, 'utf16le'))).toBe(true);
  expect(search.isIn(Buffer.from(canary).toString('base64'))).toBe(true);
});

test.each([
  ['good', canary],
  ['failed', wrong],
])('a %s PIN is nowhere after it was used', async (_, pin) => {
  const host = start();
  const { tokens } = await host.call('list-tokens', {});
  const answer = await host.call('verify-pin', { ...nameToken(tokens), pin }).catch((error: unknown) => String(error));
  // It was really tried: a good one is answered, a wrong one counted.
  if (pin === canary) expect(answer).toBeTypeOf('object');
  else expect(answer).toContain('PIN_INCORRECT');
  const processes = listProcesses(host.pid);
  expect(processes.length).toBeGreaterThan(1);
  for (const pid of processes) {
    expect(search.isIn(readFileSync(`/proc/${pid}/cmdline`))).toBe(false);
    expect(search.isIn(readFileSync(`/proc/${pid}/environ`))).toBe(false);
  }
  await host.close();
  expectNoSecret(host, [tokens, answer]);
});

test('a PIN is nowhere after the host was killed with it', async () => {
  const host = start();
  const { tokens } = await host.call('list-tokens', {});
  const answer = host
    .call('verify-pin', { ...nameToken(tokens), pin: canary })
    .catch((error: unknown) => String(error));
  await host.kill();
  expectNoSecret(host, [await answer]);
});
