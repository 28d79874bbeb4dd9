// Puts icon, badge and tooltip on the toolbar, from what is stored. Safe to call at any time, by whoever changed something.
import { browser } from 'wxt/browser';
import { judgeClock } from '../clock/judge-clock.ts';
import { readOrderBook } from '../orders/order-store.ts';
import type { ReminderRules } from './certificate-state.ts';
import { type BadgeLook, chooseBadge } from './choose-badge.ts';
import { readReminderBook } from './reminder-book.ts';

const sizes = [16, 24, 32, 48, 128] as const;

function iconPaths(icon: BadgeLook['icon']): Record<string, string> {
  const name = icon === 'normal' ? '' : `${icon}-`;
  return Object.fromEntries(sizes.map((size) => [String(size), `/icon/${name}${size}.png`]));
}

export async function showBadge(rules: ReminderRules, now: Date): Promise<void> {
  const [orders, reminders] = await Promise.all([readOrderBook(), readReminderBook()]);
  const { text, color, title, icon } = chooseBadge(orders, reminders, judgeClock(reminders, now), rules);
  const { action } = browser;
  await Promise.all([
    action.setBadgeBackgroundColor({ color }),
    action.setBadgeText({ text }),
    action.setTitle({ title }),
    action.setIcon({ path: iconPaths(icon) }),
  ]);
}
