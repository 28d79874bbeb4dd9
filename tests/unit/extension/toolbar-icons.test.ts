// The toolbar's icons: each state in each size that browsers are given, drawn apart from the others.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { changeReminderBook } from '../../../extension/reminders/reminder-book.ts';
import { makeReminderSite } from '../../../extension/reminders/reminder-site.ts';
import { showBadge } from '../../../extension/reminders/show-badge.ts';
import { useMessages } from './support/read-messages.ts';
import { makeBook, makeSeenCertificate } from './support/seen-certificates.ts';

const now = new Date(2026, 10, 24, 9);
const { rules } = makeReminderSite(chongqingProfile, undefined);

describe('the toolbar’s icons', () => {
  const setIcon = vi.fn(async (_details: { path: Record<string, string> }) => undefined);
  beforeEach(() => {
    fakeBrowser.reset();
    useMessages();
    setIcon.mockClear();
    const nothing = vi.fn(async () => undefined);
    Object.assign(browser, {
      action: { setIcon, setTitle: nothing, setBadgeText: nothing, setBadgeBackgroundColor: nothing },
    });
  });

  it('are there from 16 to 128 px, square, and look different in each state', async () => {
    const drawings = new Set<string>();
    for (const days of [200, 12, -3]) {
      const notAfter = new Date(2026, 10, 24 + days, 23, 59, 59).toISOString();
      await changeReminderBook(() => makeBook([makeSeenCertificate({ notAfter })]));
      await showBadge(rules, now);
      const paths = setIcon.mock.lastCall?.[0].path ?? {};
      expect(Object.keys(paths)).toEqual(['16', '24', '32', '48', '128']);
      for (const [size, path] of Object.entries(paths)) {
        const png = readFileSync(new URL(`../../../extension/public${path}`, import.meta.url));
        // Width and height stand at fixed places in a PNG's first chunk.
        expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([Number(size), Number(size)]);
        drawings.add(createHash('sha256').update(png).digest('hex'));
      }
    }
    expect(drawings.size).toBe(15);
  });
});
