// Turns a page file (UTF-8 in the repository) into the response of an old site: placeholders filled, body in GBK or UTF-8.
import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { type PageValues, renderPage } from './render-page.ts';

export type PageCharset = 'GBK' | 'UTF-8';

/** Stands at the foot of every page, so that no screenshot is mistaken for the real site. */
const simulationNote = '（模拟站点，仅供软件演示与测试，非官方网站）';

/** What GBK does not have goes out as a character reference, as browsers do it the other way round. */
function referToMissing(html: string, charset: PageCharset): string {
  if (charset === 'UTF-8') return html;
  return html.replace(/[^\0-\x7f]/gu, (character) =>
    iconv.decode(iconv.encode(character, charset), charset) === character
      ? character
      : `&#${character.codePointAt(0)};`,
  );
}

/** Text of HTML as a response in `charset`. */
export function serveHtml(html: string, charset: PageCharset): Response {
  return new Response(new Uint8Array(iconv.encode(referToMissing(html, charset), charset)), {
    headers: { 'Content-Type': `text/html; charset=${charset}` },
  });
}

/** The page `file` (below `pages/`) as a response in `charset`; `values` as for `renderPage`. */
export function servePage(file: string, charset: PageCharset, values: PageValues = {}): Response {
  return serveHtml(renderPage(file, { charset, simulationNote, ...values }), charset);
}

/** A script, stylesheet or picture of the sites, as it is (UTF-8). */
export function serveAsset(file: string, contentType: string): Response {
  return new Response(readFileSync(new URL(`../pages/${file}`, import.meta.url)), {
    headers: { 'Content-Type': contentType },
  });
}
