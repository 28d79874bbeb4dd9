// The renewal page in a look for every number, and pages that are none, one by one or many on a wall: for the tests and `npm run demo -- --look N`.
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

export function createLooksSite(): Hono {
  const site = new Hono();
  site.get('/none.gif', () => new Response(picture, { headers: { 'Content-Type': 'image/gif' } }));
  site.get('/looks/wall', ({ req }) => {
    const { kind = 'look', from = '0', count = '1', step = '1' } = req.query();
    const seeds = Array.from({ length: Number(count) }, (_, index) => Number(from) + index * Number(step));
    // A look stands in a frame of the other site, as the platform's pages do in the bureau's.
    return page(seeds.map((seed) => frame(`${platformOrigin}/looks/${kind}/${seed}`)).join('\n'));
  });
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
