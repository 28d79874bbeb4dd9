// Browsers let a clerk take our access to the sites back: the page stays as it is, our pages say so, and the work goes on after one click.
import { afterEach, expect, test } from 'vitest';
import { openAssistantPage } from '../support/browser/assistant-pages.ts';
import {
  find,
  goToOperationWindow,
  press,
  readErrorCode,
  runRenewal,
  typeInto,
  verifyPin,
  waitForScreen,
} from '../support/browser/clerk.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, openOffice } from '../support/browser/office.ts';
import { grantSiteAccess, revokeSiteAccess } from '../support/browser/site-access.ts';
import { listObjects } from '../support/token/judge-token.ts';

let office: Office;
afterEach(() => office.close());

test('taken back in the middle of a renewal, and given again in the window', async () => {
  office = await openOffice();
  const { clerk, token, portal } = office;
  const window = await goToOperationWindow(clerk);
  await waitForScreen(window, 'form');
  expect(await window.$('[data-testid="site-access-card"]')).toBeNull();
  await revokeSiteAccess(clerk.browser);
  await window.bringToFront();
  await find(window, 'site-access-card');
  expect(await lookAt(window, 'no access')).toEqual([]);
  await typeInto(window, 'pin', token.pin);
  await press(window, 'verify-button');
  expect(['SITE_ACCESS_MISSING', 'CA_UNREACHABLE']).toContain(await readErrorCode(window));
  await grantSiteAccess(window, 'allow-access-button');
  await window.waitForSelector('[data-testid="site-access-card"]', { hidden: true, timeout: 10_000 });
  await verifyPin(window, token.pin);
  expect((await runRenewal(window)).title).toBe('证书安装成功');
  expect(listObjects(token).certificateIds).toHaveLength(2);
  expect(portal.readOrder(token.orderNo ?? '')?.requests).toHaveLength(1);
});

test('taken back before: the page is as the site made it, the setup page leads to the button', async () => {
  office = await openOffice();
  const { clerk, token } = office;
  await revokeSiteAccess(clerk.browser);
  await clerk.page.bringToFront();
  await clerk.page.goto('http://os.ezca.org:8001/easyca/netpay/quick/renew.jsp');
  await clerk.page.waitForSelector('form[name=renewForm]');
  const setup = await openAssistantPage(clerk.browser, 'setup.html');
  await setup.waitForSelector('[data-error-code="SITE_ACCESS_MISSING"]', { timeout: 20_000 });
  // By now the content script would have done its work.
  expect(await clerk.page.$$('[data-shebao-assistant]')).toEqual([]);
  await grantSiteAccess(setup, 'setup-action');
  await setup.waitForSelector('[data-testid="check-site-access"][data-state="ok"]', { timeout: 20_000 });
  await clerk.page.bringToFront();
  const window = await goToOperationWindow(clerk);
  await waitForScreen(window, 'form');
  await verifyPin(window, token.pin);
  expect((await runRenewal(window)).title).toBe('证书安装成功');
});
