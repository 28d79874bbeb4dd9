// The renewal page in a look for every number, and pages that are none, one by one or many on a wall: for the tests and `npm run demo -- --look N`.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Hono } from 'hono';
import { makeLook } from '../looks/make-look.ts';
import { makeOther } from '../looks/make-other.ts';
import { serveHtml } from './serve-page.ts';
import { bureauOrigin, platformOrigin } from './site-urls.ts';

/** One transparent point. */
const picture = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const page = (body: string) =>
  serveHtml(`<html><head><title>网上办事</title></head><body>${body}</body></html>`, 'UTF-8');
const frame = (address: string) => `<iframe src="${address}" width="900" height="420"></iframe>`;

const strangeForm = `<html><head><title>业务大厅</title><script>function xq(){alert('请使用IE浏览器')}</script></head><body><table><tr><td>办事员</td><td><input name="bsy"></td></tr>
  <tr><td>通讯</td><td><input name="tx"></td></tr><tr><td>介质暗码</td><td><input type="password" name="am"> <button type="button" id="hd">核对</button></td></tr>
  <tr><td colspan="2"><span class="an" onclick="xq()" style="cursor:pointer">续签介质</span></td></tr></table></body></html>`;

/** A page made of a sample from the field by `npm run sample`. */
function serveSample(name: string, file: string): Response {
  if (!/^[a-z0-9-]+$/.test(name) || !/^frame-\d+\.html$/.test(file)) return new Response('', { status: 404 });
  const path = fileURLToPath(new URL(`../samples/${name}/${file}`, import.meta.url));
  return existsSync(path) ? serveHtml(readFileSync(path, 'utf8'), 'UTF-8') : new Response('', { status: 404 });
}

export function createLooksSite(): Hono {
  const site = new Hono();
  site.get('/none.gif', () => new Response(picture, { headers: { 'Content-Type': 'image/gif' } }));
  site.get('/looks/wall', ({ req }) => {
    const { kind = 'look', from = '0', count = '1', step = '1' } = req.query();
    const seeds = Array.from({ length: Number(count) }, (_, index) => Number(from) + index * Number(step));
    // A look stands in a frame of the other site, as the platform's pages do in the bureau's.
    return page(seeds.map((seed) => frame(`${platformOrigin}/looks/${kind}/${seed}`)).join('\n'));
  });
  // What nobody could recognise by its words, in a frame: to be taught.
  site.get('/looks/strange', () => page(`<p>业务大厅</p>${frame('/looks/strange-form')}`));
  site.get('/looks/strange-form', () => serveHtml(strangeForm, 'GBK'));
  site.get('/samples/:name/:file', ({ req }) => serveSample(req.param('name'), req.param('file')));
  site.get('/looks/other/:seed', ({ req }) => serveHtml(makeOther(Number(req.param('seed'))).html, 'UTF-8'));
  site.get('/looks/look/:seed', ({ req }) => {
    const seed = Number(req.param('seed'));
    const { frames, html, charset } = makeLook(seed);
    if (frames === 0) return serveHtml(html, charset);
    return page(frame(frames === 1 ? `/looks/form/${seed}` : `${bureauOrigin}/looks/middle/${seed}`));
  });
  site.get('/looks/middle/:seed', ({ req }) => page(frame(`${platformOrigin}/looks/form/${req.param('seed')}`)));
  site.get('/looks/form/:seed', ({ req }) => {
    const { html, charset } = makeLook(Number(req.param('seed')));
    return serveHtml(html, charset);
  });
  return site;
}
