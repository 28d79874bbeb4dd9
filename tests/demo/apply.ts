// The steps that all jobs on the self-service platform share: from the login to 「资料待审核」.

import type { FieldCode } from '../portal/platform/words/form-fields.ts';
import { importUnit } from '../support/browser/assistant-pages.ts';
import { makeScans } from '../support/files/scans.ts';
import { createPlatformClerk, type Job, type PlatformClerk } from '../support/portal/platform-clerk.ts';
import { exampleAccount } from '../support/portal/platform-visit.ts';
import type { DemoSetting } from './demo-job.ts';

/**
 * Applies for `job` as a clerk does, helped by the assistant: unit profile, filling, checks of the five scans.
 * @param rest what stands in no unit profile, or differs from it
 * @returns the clerk on 订单查询, and the order's number
 */
export async function applyFor(
  job: Job,
  { clerk, portal, unit, recorder, folder }: DemoSetting,
  rest: Partial<Record<FieldCode, string>> = {},
): Promise<{ platform: PlatformClerk; orderNumber: string }> {
  const { page, browser } = clerk;
  await portal.createAccount(exampleAccount);
  await importUnit(browser, folder, unit);
  const scans = await makeScans(browser, folder);
  const platform = createPlatformClerk(page, portal);
  await platform.logIn();
  await recorder.record('platform-home', page);
  await platform.begin(job);
  await recorder.record('apply-form', page);
  await platform.fillByAssistant(rest);
  await recorder.record('apply-form-filled', page);
  await platform.goOn('print');
  await platform.agree();
  await recorder.record('apply-print', page);
  await platform.goOn('upload');
  await platform.chooseFiles(scans);
  await recorder.record('materials-checked', page);
  await platform.upload();
  await recorder.record('upload-done', page);
  await platform.confirm();
  const [application] = portal.listApplications(exampleAccount.phone);
  if (!application) throw new Error('the platform has no order');
  await recorder.record('waiting-for-review', page);
  return { platform, orderNumber: application.orderNo };
}
