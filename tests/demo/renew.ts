// Job `renew`: the quick channel of the manual's part 二.
import {
  fillPage,
  openOperationWindow,
  press,
  readDone,
  verifyPin,
  waitForScreen,
  walkToQuickPage,
} from '../support/browser/clerk.ts';
import type { DemoJob } from './demo-job.ts';

export const renew: DemoJob = async ({ clerk, token, recorder }) => {
  const frame = await walkToQuickPage(clerk.page, (name) => recorder.record(name, clerk.page));
  await fillPage(frame, '李华', '13800000000');
  const window = await openOperationWindow(clerk.browser, frame);
  await waitForScreen(window, 'form');
  await recorder.record('window-ready', window);
  await verifyPin(window, token.pin);
  await recorder.record('pin-verified', window);
  await press(window, 'run-button');
  await waitForScreen(window, 'running', 'done');
  await recorder.record('renewal-running', window);
  await waitForScreen(window, 'done');
  await recorder.record('certificate-installed', window);
  return { ...(await readDone(window)), orderNumber: token.orderNo ?? '' };
};
