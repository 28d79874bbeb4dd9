// Jobs `new` and `replace`: apply on the platform and follow the order until the U盾 is in the post.

import type { Job } from '../support/portal/platform-clerk.ts';
import { applyFor } from './apply.ts';
import type { DemoJob } from './demo-job.ts';

const followToThePost =
  (job: Job): DemoJob =>
  async (setting) => {
    const { clerk, portal, recorder } = setting;
    const { platform, orderNumber } = await applyFor(job, setting);
    await portal.review(orderNumber, { decision: 'approve' });
    await portal.review(orderNumber, { decision: 'make' });
    await platform.openOrders();
    await recorder.record('being-made', clerk.page);
    await portal.review(orderNumber, { decision: 'post', trackingNumber: 'EA123456789CN' });
    await platform.openOrders();
    const orderState = await platform.readState(orderNumber);
    await recorder.record('posted', clerk.page);
    return { title: orderState, orderNumber, orderState };
  };

export const applyNew = followToThePost('证书新办');
export const replace = followToThePost('证书补办');
