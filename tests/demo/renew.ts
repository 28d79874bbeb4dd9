// Job `renew`: the quick channel of the manual's part 二.
import {
  fillPage,
  openLook,
  openOperationWindow,
  press,
  readDone,
  verifyPin,
  waitForScreen,
  walkToQuickPage,
} from '../support/browser/clerk.ts';
import type { DemoJob } from './demo-job.ts';

/** The page in a look that nobody has prepared us for: see tests/portal/looks. */
export const lookAddress = (look: number) => `http://os.ezca.org:8001/looks/look/${look}`;

export const renew: DemoJob = async ({ clerk, token, recorder, look }) => {
  const record = (name: string) => recorder.record(name, clerk.page);
  const frame =
    look === undefined
      ? await walkToQuickPage(clerk.page, record)
      : await openLook(clerk.page, lookAddress(look), record);
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
