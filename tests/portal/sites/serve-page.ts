// Turns a page file (UTF-8 in the repository) into the response of an old site: placeholders filled, body in GBK or UTF-8.
import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';

export type PageCharset = 'GBK' | 'UTF-8';

/** Stands at the foot of every page, so that no screenshot is mistaken for the real site. */
const simulationNote = '（模拟站点，仅供软件演示与测试，非官方网站）';

const htmlEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => htmlEscapes[character] ?? character);
}

/**
 * The page `file` (below `pages/`) as a response in `charset`.
 * `{{name}}` becomes the escaped value of that name; an unknown name throws.
 */
export function servePage(file: string, charset: PageCharset, values: Record<string, string> = {}): Response {
  const all: Record<string, string> = { charset, simulationNote, ...values };
  const source = readFileSync(new URL(`../pages/${file}`, import.meta.url), 'utf8');
  const html = source.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = all[name];
    if (value === undefined) throw new Error(`${file} needs a value for ${name}`);
    return escapeHtml(value);
  });
  return new Response(new Uint8Array(iconv.encode(html, charset)), {
    headers: { 'Content-Type': `text/html; charset=${charset}` },
  });
}

/** A script, stylesheet or picture of the sites, as it is (UTF-8). */
export function serveAsset(file: string, contentType: string): Response {
  return new Response(readFileSync(new URL(`../pages/${file}`, import.meta.url)), {
    headers: { 'Content-Type': contentType },
  });
}
