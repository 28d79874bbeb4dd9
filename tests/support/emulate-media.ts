// Shows a page as on a dark screen, on paper, or to somebody whom movement makes ill; in either browser.
import type { Page } from 'puppeteer';
import { readBrowserName } from './browser-name.ts';
import { askAboutPage } from './firefox-system.ts';

export interface Media {
  readonly colorScheme?: 'light' | 'dark';
  readonly type?: 'print';
  readonly hasReducedMotion?: boolean;
}

/** What is left out is as the browser has it. */
export async function emulateMedia(page: Page, { colorScheme, type, hasReducedMotion }: Media): Promise<void> {
  if (readBrowserName() === 'firefox') {
    await askAboutPage(
      page,
      `context.prefersColorSchemeOverride = '${colorScheme ?? 'none'}';
       context.mediumOverride = '${type ?? ''}';
       context.prefersReducedMotionOverride = '${hasReducedMotion ? 'reduce' : 'none'}';`,
    );
    return;
  }
  await page.emulateMediaType(type);
  await page.emulateMediaFeatures([
    ...(colorScheme ? [{ name: 'prefers-color-scheme', value: colorScheme }] : []),
    ...(hasReducedMotion ? [{ name: 'prefers-reduced-motion', value: 'reduce' }] : []),
  ]);
}
