// Draws the toolbar icons from extension/ui/icon.svg: three states, each size that browsers ask for. Run it when the drawing has changed.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page } from 'puppeteer';

const states = ['normal', 'attention', 'expired'] as const;
const sizes = [16, 24, 32, 48, 128] as const;
/** From here down details would be a blur: the drawing has bolder lines for them. */
const smallPx = 24;

const source = fileURLToPath(new URL('../../extension/ui/icon.svg', import.meta.url));
const folder = fileURLToPath(new URL('../../extension/public/icon/', import.meta.url));

async function draw(page: Page, svg: string, state: (typeof states)[number], size: number): Promise<void> {
  const classes = size <= smallPx ? `${state} small` : state;
  const sized = svg.replace(
    'width="128" height="128" class="normal"',
    `width="${size}" height="${size}" class="${classes}"`,
  );
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${sized}`);
  const picture = await page.screenshot({ omitBackground: true });
  writeFileSync(`${folder}${state === 'normal' ? '' : `${state}-`}${size}.png`, picture);
}

const browser = await puppeteer.launch({
  executablePath: '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const page = await browser.newPage();
  const svg = readFileSync(source, 'utf8');
  for (const state of states) for (const size of sizes) await draw(page, svg, state, size);
} finally {
  await browser.close();
}
