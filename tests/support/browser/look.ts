// Looks at a page of ours as a strict reviewer does: axe's rules, and no sideways scrolling at any width a clerk may have.
import { AxePuppeteer } from '@axe-core/puppeteer';
import type { Page } from 'puppeteer';
import { emulateMedia } from './emulate-media.ts';

/** Widths in CSS px: the window as it opens, a phone's, and the window at 200 % zoom. */
const widths = [520, 375, 260];

const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** All that can differ between the light and the dark look of the same elements. */
const colorRules = ['color-contrast', 'link-in-text-block'];

/**
 * @returns what is wrong, in words; empty when nothing is. The page is left at its first width.
 */
export async function lookAt(page: Page, state: string): Promise<string[]> {
  const faults: string[] = [];
  for (const scheme of ['light', 'dark'] as const) {
    await emulateMedia(page, { colorScheme: scheme });
    for (const width of widths) {
      await page.setViewport({ width, height: 760 });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) faults.push(`${state}, ${scheme}, ${width} px: ${overflow} px wider than the window`);
    }
    await page.setViewport({ width: widths[0] ?? 520, height: 760 });
    // Legacy mode works in the page itself; the other one opens a tab for each look, to reach frames, which no page of ours has.
    const axe = new AxePuppeteer(page).setLegacyMode();
    const { violations } = await (scheme === 'light' ? axe.withTags(tags) : axe.withRules(colorRules)).analyze();
    for (const { id, nodes } of violations)
      faults.push(`${state}, ${scheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }
  await emulateMedia(page, {});
  return faults;
}
