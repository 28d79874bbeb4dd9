// The help page: every job of the manual is there, every link leads somewhere, and it reads well at any width.
import { afterEach, expect, test } from 'vitest';
import { openAssistantPage } from '../support/browser/assistant-pages.ts';
import { lookAt } from '../support/browser/look.ts';
import { type Office, openOffice } from '../support/browser/office.ts';

let office: Office;
afterEach(() => office.close());

test.each(['zh_CN', 'en'] as const)('the four jobs, with nothing that axe finds fault with, %s', async (language) => {
  office = await openOffice({ browser: { language } });
  const page = await openAssistantPage(office.clerk.browser, 'help.html');
  await page.waitForSelector('[data-testid="help-safety"]');
  for (const job of ['renew', 'change', 'new', 'replace']) {
    const steps = await page.$$(`[data-testid="help-${job}"] ol > li`);
    expect(steps.length, job).toBeGreaterThanOrEqual(3);
  }
  const deadFragments = await page.$$eval('a[href^="#"]', (links) =>
    links.map((link) => link.getAttribute('href') ?? '').filter((href) => !document.querySelector(href)),
  );
  expect(deadFragments).toEqual([]);
  expect(await lookAt(page, 'help')).toEqual([]);
});

test('each of our pages that it leads to is there', async () => {
  office = await openOffice();
  const page = await openAssistantPage(office.clerk.browser, 'help.html');
  await page.waitForSelector('[data-testid="help-safety"]');
  const missing = await page.evaluate(async () => {
    const paths = [...document.querySelectorAll<HTMLAnchorElement>('a[href^="/"]')].map((link) => link.pathname);
    const answers = await Promise.all(
      [...new Set(paths)].map(
        async (path) =>
          [
            path,
            await fetch(path)
              .then((answer) => answer.ok)
              .catch(() => false),
          ] as const,
      ),
    );
    return answers.filter(([, isThere]) => !isThere).map(([path]) => path);
  });
  expect(missing).toEqual([]);
});
