// The two quick-update pages, which need no account and are the same whatever the portal's variant.
import { Hono } from 'hono';
import { servePage } from './serve-page.ts';
import { quickPageUrls } from './site-urls.ts';

/** @param asksControl as they load */
export function createQuickSite(asksControl = false): Hono {
  const site = new Hono();
  site.get(new URL(quickPageUrls.gbk).pathname, () => servePage('platform/quick-gbk.htm', 'GBK', { asksControl }));
  site.get(new URL(quickPageUrls.frames).pathname, () =>
    servePage('platform/quick-frames.htm', 'UTF-8', { asksControl }),
  );
  return site;
}
