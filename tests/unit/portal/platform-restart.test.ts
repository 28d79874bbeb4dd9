// The platform's memory: what a restart on the same directory finds of accounts, sessions, drafts, files and orders.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startPortal } from '../../portal/start-portal.ts';
import { makeSubmission, makeClerk as makeTokenHolder, submit, unit } from './openssl-clerk.ts';
import { confirmUpload, exampleForm, listOrders, logInNewClerk, sendLogin, walkToLayer } from './platform-clerk.ts';
import { openPlatformClient } from './platform-client.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

test('nothing is forgotten', async () => {
  const stateDir = scratch('state');
  const first = await startPortal({ stateDir });
  const clerk = await logInNewClerk(first);
  const { phone } = clerk;
  const draft = await walkToLayer(first, clerk, 'new', exampleForm);
  const { orderNo: rejected } = await first.placeOrder({ phone, kind: 'reissue', unit });
  await first.review(rejected, { decision: 'reject', reasons: { sealSample: '压线' } });
  const holder = await makeTokenHolder(first);
  const { orderNo: approved } = await first.placeOrder({ phone, kind: 'update', unit, chipNumber: holder.chipNumber });
  await first.review(approved, { decision: 'approve' });
  const before = await listOrders(clerk);
  expect(before.map(({ statusName }) => statusName)).toEqual(['审核通过', '审核不通过', '待提交']);
  await first.close();

  const second = await startPortal({ stateDir });
  expect((await openPlatformClient(second).get('order/list.do')).text).toContain('9001');
  const again = { phone, client: openPlatformClient(second, clerk.client.sessionId) };
  expect(await listOrders(again)).toEqual(before);
  expect(second.listApplications(phone)).toHaveLength(3);
  const { storedAs = '' } = second.readApplication(draft)?.materials.businessLicence ?? {};
  expect(readFileSync(join(stateDir, 'platform', 'uploads', storedAs), 'utf8')).toContain('picture 2');
  expect(await confirmUpload(again, draft)).toBe('0');
  expect((await submit(second, await makeSubmission(second, { ...holder, orderNo: approved }))).code).toBe('0');

  // The password is remembered as the session is.
  expect((await sendLogin(second, openPlatformClient(second), phone)).status).toBe(302);
  await second.close();
});
