// 证书变更 and 更新 by order, from 订单查询 and the download page to the end, in a real Chromium with the real host and SoftHSM2.
import { execFileSync } from 'node:child_process';
import type { Page } from 'puppeteer';
import { afterEach, describe, expect, test } from 'vitest';
import type { Unit } from '../portal/ca/unit.ts';
import {
  find,
  press,
  readDone,
  readErrorCode,
  readText,
  typeInto,
  verifyPin,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { type Office, type OfficeOptions, openOffice } from '../support/browser/office.ts';
import { openTokensPage } from '../support/browser/token-clerk.ts';
import {
  exampleAccount,
  logIn,
  openFromDownloadPage,
  openFromOrderList,
  visit,
} from '../support/portal/platform-visit.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { assertUsable, listObjects, readCertificatePem } from '../support/token/judge-token.ts';

const changedUnit: Unit = {
  ...exampleUnit,
  unitName: '重庆山城智能装备有限公司',
  address: '重庆市渝北区金开大道160号',
};

let office: Office;
afterEach(() => office.close());

/** An approved order of the clerk, who is logged in. @returns its number */
async function openOrder(
  kind: 'change' | 'update',
  options: OfficeOptions & { hasEncryption?: boolean } = {},
): Promise<string> {
  const { hasEncryption = false, ...officeOptions } = options;
  office = await openOffice(officeOptions);
  const { portal, token, clerk } = office;
  const { phone } = exampleAccount;
  await portal.createAccount(exampleAccount);
  const unit = kind === 'change' ? changedUnit : exampleUnit;
  const { orderNo } = await portal.placeOrder({ phone, kind, unit, chipNumber: token.chipNumber });
  await portal.review(orderNo, { decision: 'approve', hasEncryption });
  await logIn(clerk.page, portal);
  return orderNo;
}

const readState = (orderNo: string) => office.portal.readApplication(orderNo)?.statusName;

async function verify(window: Page): Promise<void> {
  await waitForScreen(window, 'form');
  await typeInto(window, 'agent-name', '李华');
  await typeInto(window, 'agent-phone', '13800000000');
  await verifyPin(window, office.token.pin);
}

/** Runs up to the comparison. @returns its fields as the clerk reads them */
async function goToComparison(window: Page): Promise<string[]> {
  await verify(window);
  await press(window, 'run-button');
  await waitForScreen(window, 'comparing');
  return window.$$eval('[data-testid="compared-field"]', (rows) =>
    rows.map((row) => [...row.children].map((cell) => cell.textContent).join('|')),
  );
}

function readSubjects(): string[] {
  const { token, portal } = office;
  return listObjects(token).certificateIds.map((id) => {
    assertUsable(token, id, portal.caCertificates.chain);
    const args = ['x509', '-noout', '-subject', '-nameopt', 'utf8,-esc_msb,sep_comma_plus'];
    return execFileSync('openssl', args, { input: readCertificatePem(token, id), encoding: 'utf8' });
  });
}

function expectNothingMade(): void {
  const { certificateIds, privateKeyIds } = listObjects(office.token);
  expect([certificateIds.length, privateKeyIds.length]).toEqual([1, 1]);
}

describe.each(['gbk', 'frames'] as const)('platform %s', (variant) => {
  test('a change is compared, confirmed and ends in 变更成功', async () => {
    const orderNo = await openOrder('change', { variant });
    const window = await openFromOrderList(office.clerk.browser, office.clerk.page, orderNo);
    expect(await readText(window, 'order-number')).toContain(orderNo);
    const fields = await goToComparison(window);
    const nameLine = fields.find((line) => line.startsWith('单位名称'));
    expect(nameLine).toContain('有变化');
    expect(nameLine).toContain(`|${exampleUnit.unitName}|${changedUnit.unitName}`);
    expect(fields.find((line) => line.startsWith('地址'))).toContain('新增');
    expect(fields.find((line) => line.startsWith('统一社会信用代码'))).toContain('不变');
    expectNothingMade();
    await press(window, 'confirm-change-button');
    await waitForScreen(window, 'done');
    expect((await readDone(window)).title).toBe('变更成功');
    const subjects = readSubjects();
    expect(subjects).toHaveLength(2);
    expect(subjects.filter((subject) => subject.includes(changedUnit.unitName))).toHaveLength(1);
    expect(readState(orderNo)).toBe('已下载');
  });

  test('a renewal by order, from the download page', async () => {
    const orderNo = await openOrder('update', { variant });
    const window = await openFromDownloadPage(office.clerk.browser, office.clerk.page, orderNo);
    await verify(window);
    await press(window, 'run-button');
    await waitForScreen(window, 'done');
    expect((await readDone(window)).title).toBe('证书安装成功');
    expect(readSubjects().every((subject) => subject.includes(exampleUnit.unitName))).toBe(true);
    expect(office.portal.readOrder(orderNo)?.requests).toHaveLength(1);
    expect(readState(orderNo)).toBe('已下载');
  });
});

test('refused at the comparison: nothing is made, and the order is still there', async () => {
  const orderNo = await openOrder('change');
  const window = await openFromDownloadPage(office.clerk.browser, office.clerk.page, orderNo);
  await goToComparison(window);
  await press(window, 'decline-change-button');
  await waitForScreen(window, 'declined');
  expect(await readText(window, 'declined-panel')).toContain('没有生成密钥');
  expectNothingMade();
  expect(office.portal.readOrder(orderNo)?.requests).toEqual([]);
  expect(readState(orderNo)).toBe('审核通过');
  await press(window, 'compare-again-button');
  await waitForScreen(window, 'form');
});

test('another subject than the confirmed one is not written; the right one is, later', async () => {
  const orderNo = await openOrder('change');
  office.portal.setFault({ kind: 'wrongSubject', endpoint: 'download', count: 1 });
  const window = await openFromOrderList(office.clerk.browser, office.clerk.page, orderNo);
  await goToComparison(window);
  await press(window, 'confirm-change-button');
  await waitForScreen(window, 'failed');
  expect(await readErrorCode(window)).toBe('CERTIFICATE_WRONG_SUBJECT');
  expect(listObjects(office.token).certificateIds).toHaveLength(1);
  await window.close();
  // A new window goes on with the confirmed subject from the host's journal.
  const again = await openFromOrderList(office.clerk.browser, office.clerk.page, orderNo);
  await find(again, 'unfinished-card');
  expect(await readText(again, 'unfinished-card')).toContain('证书变更');
  await press(again, 'resume-button');
  await verify(again);
  await press(again, 'run-button');
  await waitForScreen(again, 'done');
  expect((await readDone(again)).title).toBe('变更成功');
  expect(readSubjects().some((subject) => subject.includes(changedUnit.unitName))).toBe(true);
});

test('of a pair the signing certificate is installed, the other is named and the order stays', async () => {
  const orderNo = await openOrder('change', { hasEncryption: true });
  const window = await openFromOrderList(office.clerk.browser, office.clerk.page, orderNo);
  await goToComparison(window);
  await press(window, 'confirm-change-button');
  await waitForScreen(window, 'done');
  expect(await readText(window, 'partly-done')).toContain('加密证书');
  expect(readSubjects()).toHaveLength(2);
  expect(readState(orderNo)).toBe('审核通过');
});

test('the 钥匙盘 table marks the row whose U盾 is plugged in', async () => {
  await openOrder('change');
  const { page } = office.clerk;
  // No page starts a look at the U盾: it is told what a page of ours saw last.
  await find(await openTokensPage(office), 'token-card');
  await page.bringToFront();
  await visit(page, 'apply/keys.jsp?type=change');
  const row = await page.waitForSelector('[data-shebao-row="plugged"]', { timeout: 20_000 });
  expect(await row?.evaluate((element) => element.textContent)).toContain('社保网上申报用户专用');
  expect(await page.$$('[data-shebao-row]')).toHaveLength(1);
});
