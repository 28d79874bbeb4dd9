// 证书新办 and 证书补办 from the login to 已邮寄, and what goes wrong on the way, on the platform's own pages with the assistant's help.
import { afterEach, describe, expect, test } from 'vitest';
import { formFields } from '../portal/platform/words/form-fields.ts';
import { importUnit, openAssistantPage } from '../support/browser/assistant-pages.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, type OfficeOptions, openOffice } from '../support/browser/office.ts';
import { makeScans } from '../support/files/scans.ts';
import { createPlatformClerk, type Job, type PlatformClerk } from '../support/portal/platform-clerk.ts';
import { exampleAccount } from '../support/portal/platform-visit.ts';
import { exampleUnit } from '../support/portal/units.ts';

let office: Office;
let platform: PlatformClerk;
let scans: Awaited<ReturnType<typeof makeScans>>;
afterEach(() => office.close());

async function open(options: OfficeOptions): Promise<void> {
  office = await openOffice(options);
  const { portal, clerk, scratch } = office;
  await portal.createAccount(exampleAccount);
  await importUnit(clerk.browser, scratch.folder, exampleUnit);
  scans = await makeScans(clerk.browser, scratch.folder);
  platform = createPlatformClerk(clerk.page, portal);
  await platform.logIn();
}

/** Up to the page with the five files. */
async function goToUpload(job: Job): Promise<void> {
  await platform.begin(job);
  await platform.fillByAssistant({});
  await platform.goOn('print');
  await platform.agree();
  await platform.goOn('upload');
}

async function apply(job: Job): Promise<string> {
  await goToUpload(job);
  await platform.chooseFiles(scans);
  await platform.upload();
  await platform.confirm();
  return office.portal.listApplications(exampleAccount.phone)[0]?.orderNo ?? '';
}

/** Text of an order in the toolbar popup, once it says what is awaited. */
async function readPopup(expected: string): Promise<string> {
  const popup = await openAssistantPage(office.clerk.browser, 'popup.html');
  try {
    await popup.waitForFunction((text) => document.body.textContent?.includes(text), { timeout: 15_000 }, expected);
    return await popup.evaluate(() => document.body.textContent ?? '');
  } finally {
    await popup.close();
  }
}

describe.each([
  ['gbk', '证书新办'],
  ['gbk', '证书补办'],
  ['frames', '证书新办'],
  ['frames', '证书补办'],
] as const)('%s, %s', (variant, job) => {
  test('is filled in, checked, submitted, and followed until it is in the post', async () => {
    await open({ variant });
    const orderNo = await apply(job);
    const { portal } = office;
    expect(portal.readApplication(orderNo)?.statusName).toBe('资料待审核');
    expect(portal.readApplication(orderNo)?.form).toMatchObject({
      unitName: exampleUnit.unitName,
      creditCode: exampleUnit.creditCode,
    });
    expect(await readPopup('资料待审核')).toContain(orderNo);
    await portal.review(orderNo, { decision: 'approve' });
    await portal.review(orderNo, { decision: 'make' });
    await portal.review(orderNo, { decision: 'post', trackingNumber: 'EA123456789CN' });
    await platform.openOrders();
    expect(await platform.readState(orderNo)).toBe('已邮寄');
    expect(await readPopup('已邮寄')).toContain('EA123456789CN');
  });
});

describe('on the way', () => {
  test('a rejected material is named, sent again, and approved', async () => {
    await open({ variant: 'frames' });
    const orderNo = await apply('证书新办');
    const { portal } = office;
    await portal.review(orderNo, { decision: 'reject', reasons: { businessLicence: '公章不清晰' } });
    await platform.openOrders();
    expect(await platform.readState(orderNo)).toBe('审核不通过');
    expect(await readPopup('公章不清晰')).toContain('审核不通过');
    await platform.clickInOrder(orderNo, '重新上传');
    await platform.chooseFiles({ businessLicence: scans.businessLicence });
    await platform.upload();
    await platform.confirm();
    expect(portal.readApplication(orderNo)?.statusName).toBe('资料待审核');
    await portal.review(orderNo, { decision: 'approve' });
    expect(portal.readApplication(orderNo)?.statusName).not.toBe('审核不通过');
  });

  test('the session runs out in the middle: nothing is lost, and the clerk goes on after logging in', async () => {
    await open({ variant: 'frames' });
    await goToUpload('证书新办');
    const orderNo = office.portal.listApplications(exampleAccount.phone)[0]?.orderNo ?? '';
    await office.portal.expireSessions();
    await platform.logIn();
    await platform.openOrders();
    await platform.clickInOrder(orderNo, '继续办理');
    await platform.chooseFiles(scans);
    await platform.upload();
    await platform.confirm();
    expect(office.portal.readApplication(orderNo)?.statusName).toBe('资料待审核');
  });

  test('logged out: the popup says so and asks for the login', async () => {
    await open({ variant: 'frames' });
    const orderNo = await apply('证书补办');
    expect(await readPopup(orderNo)).toContain('资料待审核');
    await office.portal.expireSessions();
    const popup = await openAssistantPage(office.clerk.browser, 'popup.html');
    await (await popup.waitForSelector('[data-testid="poll-now"]', { visible: true }))?.click();
    await popup.waitForSelector('[data-testid="popup-logged-out"]', { visible: true, timeout: 15_000 });
    expect(await popup.evaluate(() => document.body.textContent)).toContain(orderNo);
  });
});

test.each(['gbk', 'frames'] as const)('%s, 证书更新: the 芯片号 comes from the U盾 that was seen', async (variant) => {
  await open({ variant });
  const { clerk, portal, token } = office;
  // Before the popup has seen the U盾, the field stays as it is.
  await platform.begin('证书更新');
  await platform.fillByAssistant({});
  const readChip = async () => {
    const selector = `[name=${formFields.chipNumber.names[portal.variant]}]`;
    return (await platform.frameWith(selector)).$eval(selector, (field) => (field as HTMLInputElement).value);
  };
  expect(await readChip()).toBe('');
  const popup = await openAssistantPage(clerk.browser, 'popup.html');
  await popup.waitForSelector('[data-testid="token-line"][data-state="seen"]', { timeout: 30_000 });
  await popup.waitForSelector('[data-testid="certificate"]', { timeout: 10_000 });
  await popup.close();
  await platform.fillByAssistant({});
  await expect.poll(readChip).toBe(token.chipNumber);
});

test('the pages of the assistant itself', async () => {
  await open({ variant: 'frames' });
  const orderNo = await apply('证书新办');
  await office.portal.review(orderNo, { decision: 'reject', reasons: { agentId: '照片模糊' } });
  await platform.openOrders();
  const faults: string[] = [];
  for (const address of ['popup.html', 'units.html', 'forms.html']) {
    const page = await openAssistantPage(office.clerk.browser, address);
    await page.waitForFunction(() => document.querySelectorAll('h1, h2').length > 0, { timeout: 10_000 });
    faults.push(...(await lookAt(page, address)));
    await page.close();
  }
  expect(faults).toEqual([]);
});
