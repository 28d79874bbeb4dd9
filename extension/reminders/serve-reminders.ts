// Joins the reminders to the browser: messages, the alarm, clicks on notifications and in the icon's menu. Called once, at each start of the worker.
import { browser } from 'wxt/browser';
import { measureServerClock } from '../clock/measure-server-clock.ts';
import { answerNotifications, type Renew } from './answer-notifications.ts';
import { answerPages } from './answer-pages.ts';
import { answerMenu, showMenu } from './badge-menu.ts';
import { createReminders, reminderAlarm } from './create-reminders.ts';
import type { ReadSite } from './reminder-site.ts';
import { showBadge } from './show-badge.ts';

/** What the rest of the background has of the reminders. */
export interface ServedReminders {
  /** Draws badge, icon, tooltip and menu anew. */
  readonly showBadge: () => Promise<void>;
  /** `fetch` that also tells how far the portal's clock is from ours. */
  readonly fetch: ReturnType<typeof measureServerClock>;
}

export function serveReminders(readSite: ReadSite, renew: Renew): ServedReminders {
  const readRules = async () => (await readSite()).rules;
  const drawBadge = async () => {
    const [rules, now] = [await readRules(), new Date()];
    await Promise.all([showBadge(rules, now), showMenu(rules, now)]);
  };
  const reminders = createReminders({ readRules, now: () => new Date(), showBadge: drawBadge });
  answerPages(reminders);
  answerNotifications(reminders, readSite, renew);
  answerMenu(readSite, renew);
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === reminderAlarm) void reminders.wake();
  });
  void reminders.wake();
  return {
    showBadge: drawBadge,
    fetch: measureServerClock((offsetMs) => void reminders.hearServerClock(offsetMs)),
  };
}
