// Looks at a page of ours as a strict reviewer does: axe's rules, and no sideways scrolling at any width a clerk may have.
import axe from 'axe-core';
import type { Frame, Page } from 'puppeteer';
import { emulateMedia } from './emulate-media.ts';

/** Widths in CSS px: the window as it opens, a phone's, and the window at 200 % zoom. */
const widths = [520, 375, 260];

const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** All that can differ between the light and the dark look of the same elements. */
const colorRules = ['color-contrast', 'link-in-text-block'];

/** @returns what axe has against the document, in words. Its script is given to a document once. */
export async function listFaults(frame: Page | Frame, options: axe.RunOptions): Promise<string[]> {
  const isThere = await frame.evaluate(() => 'axe' in window);
  if (!isThere) await frame.evaluate(axe.source);
  return frame.evaluate(async (given) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, given);
    return violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, options);
}

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
    const rules: axe.RunOnly =
      scheme === 'light' ? { type: 'tag', values: tags } : { type: 'rule', values: colorRules };
    for (const fault of await listFaults(page, { runOnly: rules })) faults.push(`${state}, ${scheme}: ${fault}`);
  }
  await emulateMedia(page, {});
  return faults;
}
