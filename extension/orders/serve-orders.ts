// Joins the order follower to the browser: messages, the alarm, clicks on notifications. Called once, at each start of the worker.
import { browser } from 'wxt/browser';
import { findSenderSite, isOwnPage, type Sender } from '../portal/check-sender.ts';
import { onMessage } from '../portal/page-messages.ts';
import type { SiteProfile } from '../portal/profile.ts';
import { notificationPrefix } from './announce-orders.ts';
import { alarmName, createOrderFollower, type FollowParts } from './follow-orders.ts';
import { onFollowerMessage } from './order-messages.ts';
import { seenOrdersSchema } from './seen-orders-schema.ts';

/** @param readProfile the clerk's own site, read anew each time: settings may have changed */
export function serveOrders(
  readProfile: () => Promise<SiteProfile>,
  parts: Pick<FollowParts, 'showBadge' | 'fetch' | 'readUnitNames'>,
): void {
  const readOrderList = async () => (await readProfile()).orderList;
  const follower = createOrderFollower({ readOrderList, now: () => new Date(), ...parts });
  const isFromSite = async (sender: Sender) =>
    findSenderSite(sender, browser.runtime.id, [await readProfile()]) !== undefined;
  const isFromUs = (sender: Sender) => isOwnPage(sender, browser.runtime.id, browser.runtime.getURL('/'));

  onMessage('ordersSeen', async ({ data, sender }) => {
    const seen = seenOrdersSchema.safeParse(data);
    if (seen.success && (await isFromSite(sender))) await follower.learn(seen.data);
  });
  onMessage('clerkSeen', async ({ sender }) => {
    if (await isFromSite(sender)) await follower.seeClerk();
  });
  onFollowerMessage('pollOrders', async ({ sender }) => {
    if (isFromUs(sender)) await follower.poll(true);
  });
  onFollowerMessage('forgetOrder', async ({ data, sender }) => {
    if (isFromUs(sender)) await follower.forget(String(data));
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === alarmName) void follower.poll();
  });
  browser.notifications.onClicked.addListener((id) => {
    if (!id.startsWith(notificationPrefix)) return;
    void browser.notifications.clear(id);
    void readProfile().then(({ links }) => browser.tabs.create({ url: links.orderList }));
  });
  void follower.wake();
}
