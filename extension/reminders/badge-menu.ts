// The menu of the toolbar icon: 去更新 for each certificate that can be renewed now, the first to end on top.
import { browser } from 'wxt/browser';
import { translate } from '../base/i18n.ts';
import { judgeClock, type KnownTime } from '../clock/judge-clock.ts';
import type { Renew } from './answer-notifications.ts';
import type { ReminderRules } from './certificate-state.ts';
import { isOfSite } from './is-of-site.ts';
import { isSuperseded } from './is-superseded.ts';
import { judgeForReminding } from './judge-for-reminding.ts';
import { type ReminderBook, readReminderBook } from './reminder-book.ts';
import type { ReadSite } from './reminder-site.ts';
import { wordExpiry } from './reminder-words.ts';

/** Browsers show six items of an extension's in the menu of its icon. */
const mostItems = 6;
const idBegin = 'renew-';

export interface MenuItem {
  readonly certificateHash: string;
  readonly title: string;
}

/** Pure. A certificate of which nobody wants to be reminded can still be renewed. */
export function listMenu({ certificates }: ReminderBook, time: KnownTime, rules: ReminderRules): MenuItem[] {
  const firstDay = Math.max(...rules.reminderDays);
  return certificates
    .filter((one) => !isSuperseded(one, certificates) && isOfSite(one, rules.issuerNames, certificates))
    .flatMap((certificate) => {
      const state = judgeForReminding(certificate, rules, time);
      return state?.verdict.state === 'allowed' && state.daysLeft <= firstDay ? [{ certificate, state }] : [];
    })
    .sort((one, other) => Date.parse(one.certificate.notAfter) - Date.parse(other.certificate.notAfter))
    .slice(0, mostItems)
    .map(({ certificate: { hash, unitName }, state }) => ({
      certificateHash: hash,
      title: translate('badge_menu_renew', unitName, wordExpiry(state)),
    }));
}

let queue: Promise<unknown> = Promise.resolve();

/** Draws the menu anew, one drawing after the other: two at once would make an item twice. */
export function showMenu(rules: ReminderRules, now: Date): Promise<void> {
  const result = queue.then(async () => {
    const book = await readReminderBook();
    await browser.contextMenus.removeAll();
    for (const { certificateHash, title } of listMenu(book, judgeClock(book, now), rules)) {
      // A single & would underline the letter behind it.
      const shown = title.replaceAll('&', '&&');
      browser.contextMenus.create({ id: `${idBegin}${certificateHash}`, title: shown, contexts: ['action'] });
    }
  });
  queue = result.catch(() => undefined);
  return result;
}

export function answerMenu(readSite: ReadSite, renew: Renew): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId }) => {
    const id = String(menuItemId);
    if (!id.startsWith(idBegin)) return;
    void readSite().then(({ profile }) => renew(profile.id, id.slice(idBegin.length)));
  });
}
