// The portal as a process of its own, killed without warning: the next start on the same directory forgets nothing.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { type Portal, startPortal } from '../../portal/start-portal.ts';
import { askService } from './ask-site.ts';
import {
  downloadCertificates,
  followStatus,
  makeClerk,
  makeKey,
  makeSubmission,
  submit,
  verifyChain,
} from './openssl-clerk.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

const main = fileURLToPath(new URL('../../portal/main.ts', import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function startProcess(stateDir: string, ...options: string[]) {
  const child = spawn(process.execPath, [main, '--state', stateDir, ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, ready: JSON.parse(line) as Portal & { updateUrl: string } };
}

test('a submission survives a kill while it is processed', async () => {
  const stateDir = scratch('state-0');
  const first = await startPortal({ stateDir, issueDelayMs: 60_000 });
  const clerk = await makeClerk(first);
  const newKey = await makeKey();
  const form = await makeSubmission(first, clerk, { newKey });
  await first.close();

  const { child, ready } = await startProcess(stateDir);
  expect(ready.stateDir).toBe(stateDir);
  expect(await submit(ready, form)).toMatchObject({ code: '0', data: { state: 'processing' } });
  child.kill('SIGKILL');
  await once(child, 'exit');

  const again = await startPortal({ stateDir, issueDelayMs: 20 });
  // Nobody submits again: the portal itself has to remember what it owes.
  expect((await followStatus(again, form.requestId)).at(-1)?.data?.state).toBe('issued');
  expect(await submit(again, form)).toMatchObject({ code: '0', data: { orderNo: clerk.orderNo, state: 'issued' } });
  expect(await verifyChain(again, await downloadCertificates(again, form.requestId))).toBe('leaf: OK');
  await again.close();
});

test('used nonces, seen keys, finished orders and the CA are remembered', async () => {
  const stateDir = scratch('state-1');
  const first = await startPortal({ stateDir, issueDelayMs: 20 });
  const [clerk, waiting] = [await makeClerk(first), await makeClerk(first)];
  const newKey = await makeKey();
  const form = await makeSubmission(first, clerk, { newKey });
  const unsent = await makeSubmission(first, waiting);
  const reused = await makeSubmission(first, waiting, { newKey });
  await submit(first, form);
  await followStatus(first, form.requestId);
  const certificates = await downloadCertificates(first, form.requestId);
  await first.close();

  const second = await startPortal({ stateDir, issueDelayMs: 20 });
  expect(await downloadCertificates(second, form.requestId)).toEqual(certificates);
  expect((await askService(second.port, `order.do?chipNo=${clerk.chipNumber}`)).code).toBe('1004');
  expect((await submit(second, reused)).msg).toBe('该密钥已被使用，请重新生成密钥');
  expect((await submit(second, { ...reused, requestId: 'other' })).code).toBe('2002');
  expect((await submit(second, unsent)).code).toBe('0');
  await second.close();
});

test('the command line names what a browser needs, and wants a state directory', async () => {
  const stateDir = scratch('state-2');
  const { ready } = await startProcess(stateDir, '--variant', 'frames');
  expect(ready.variant).toBe('frames');
  expect(ready.updateUrl).toBe('http://rlsbj.cq.gov.cn/wyb/frame/index.htm');
  expect(ready.chromiumArgs).toEqual([
    `--host-resolver-rules=MAP rlsbj.cq.gov.cn 127.0.0.1:${ready.port}, MAP os.ezca.org 127.0.0.1:${ready.port}`,
  ]);
  const wrong = spawn(process.execPath, [main], { stdio: 'ignore' });
  expect(await once(wrong, 'exit')).toEqual([2, null]);
});
