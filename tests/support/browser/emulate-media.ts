// Shows a page as on a dark screen, on paper, or to somebody whom movement makes ill; in either browser.
import type { CDPSession, Page } from 'puppeteer';
import { readBrowserName } from './browser-name.ts';
import { askAboutPage } from './firefox-system.ts';

export interface Media {
  readonly colorScheme?: 'light' | 'dark';
  readonly type?: 'print';
  readonly hasReducedMotion?: boolean;
}

function nameMotion(hasReducedMotion: boolean | undefined): 'reduce' | 'no-preference' | null {
  if (hasReducedMotion === undefined) return null;
  return hasReducedMotion ? 'reduce' : 'no-preference';
}

/** One a page: each would hold on to what it was told, and tell it to the next document. */
const sessions = new WeakMap<Page, CDPSession>();

/** What is left out is as the browser has it. */
export async function emulateMedia(page: Page, { colorScheme, type, hasReducedMotion }: Media): Promise<void> {
  if (readBrowserName() === 'firefox') {
    await askAboutPage(
      page,
      `context.prefersColorSchemeOverride = '${colorScheme ?? 'none'}';
       context.mediumOverride = '${type ?? ''}';
       context.prefersReducedMotionOverride = '${nameMotion(hasReducedMotion) ?? 'none'}';`,
    );
    return;
  }
  // At once: each of puppeteer's two calls undoes the other.
  const session = sessions.get(page) ?? (await page.createCDPSession());
  sessions.set(page, session);
  await session.send('Emulation.setEmulatedMedia', {
    media: type ?? '',
    features: [
      { name: 'prefers-color-scheme', value: colorScheme ?? '' },
      { name: 'prefers-reduced-motion', value: nameMotion(hasReducedMotion) ?? '' },
    ],
  });
}
