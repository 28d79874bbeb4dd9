// Jobs `renew-by-order` and `change`: apply on the platform, wait for the review, download onto the U盾.
import { find, openOperationWindow, press, readDone, verifyPin, waitForScreen } from '../support/browser/clerk.ts';
import { applyFor } from './apply.ts';
import type { DemoJob, DemoOutcome, DemoSetting } from './demo-job.ts';

async function downloadOntoToken(
  setting: DemoSetting,
  { platform, orderNumber }: Awaited<ReturnType<typeof applyFor>>,
): Promise<DemoOutcome> {
  const { clerk, portal, token, recorder } = setting;
  await portal.review(orderNumber, { decision: 'approve' });
  await platform.openOrders();
  await recorder.record('order-approved', clerk.page);
  await platform.clickInOrder(orderNumber, '下载');
  const frame = await platform.frameWith('[data-shebao-assistant="renew-button"]');
  await recorder.record('download-page', clerk.page);
  const window = await openOperationWindow(clerk.browser, frame);
  await waitForScreen(window, 'form');
  for (const [field, text] of [
    ['agent-name', '李华'],
    ['agent-phone', '13800000000'],
  ] as const) {
    const box = await find(window, field);
    if ((await box?.evaluate((node) => (node as HTMLInputElement).value)) === '') await box?.type(text);
  }
  await verifyPin(window, token.pin);
  await recorder.record('pin-verified', window);
  await press(window, 'run-button');
  await window.waitForSelector('[data-testid="confirm-change-button"], [data-screen="done"]', { timeout: 30_000 });
  if (await window.$('[data-testid="confirm-change-button"]')) {
    await recorder.record('old-and-new-compared', window);
    await press(window, 'confirm-change-button');
  }
  await waitForScreen(window, 'done');
  await recorder.record('certificate-installed', window);
  const done = await readDone(window);
  await platform.openOrders();
  const orderState = await platform.readState(orderNumber);
  await recorder.record('order-finished', clerk.page);
  return { ...done, orderNumber, orderState };
}

export const renewByOrder: DemoJob = async (setting) => {
  const rest = { chipNumber: setting.token.chipNumber };
  return downloadOntoToken(setting, await applyFor('证书更新', setting, rest));
};

export const change: DemoJob = async (setting) => {
  const newName = `${setting.unit.unitName.replace('有限公司', '')}（集团）有限公司`;
  const rest = {
    chipNumber: setting.token.chipNumber,
    certificateUnitName: newName,
    unitName: newName,
    changeNote: '单位名称变更',
  };
  return downloadOntoToken(setting, await applyFor('证书变更', setting, rest));
};
