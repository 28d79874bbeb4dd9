// The CA's self-service platform, http://os.ezca.org:8001/easyca/netpay/: accounts, jobs and orders, and the quick-update pages.
import { Hono } from 'hono';
import type { PlatformDesk } from '../platform/platform-desk.ts';
import { createControlSite } from './control/create-control-site.ts';
import { createLooksSite } from './create-looks-site.ts';
import { createQuickSite } from './create-quick-site.ts';
import { addAccountRoutes } from './platform/account-routes.ts';
import { addApplyRoutes, addUploadRoute } from './platform/apply-routes.ts';
import { addHomeRoutes } from './platform/home-routes.ts';
import { addOrderRoutes } from './platform/order-routes.ts';
import { addStartRoutes } from './platform/start-routes.ts';
import { createDoors } from './platform/visit.ts';
import { serveAsset } from './serve-page.ts';
import { platformPath } from './site-urls.ts';

const assets = [
  ['css/netpay.css', 'platform/gbk/netpay.css', 'text/css; charset=UTF-8'],
  ['js/netpay.js', 'platform/gbk/netpay.js', 'application/x-javascript'],
  ['css/site.css', 'platform/utf8/site.css', 'text/css'],
  ['js/site.js', 'platform/utf8/site.js', 'application/x-javascript'],
] as const;

/** The platform's site in the desk's variant. @param shownPages see createControlSite */
export function createPlatformSite(desk: PlatformDesk, shownPages: ReadonlyMap<string, string> = new Map()): Hono {
  const site = new Hono();
  const doors = createDoors(desk);
  addAccountRoutes(site, doors);
  addHomeRoutes(site, doors);
  addStartRoutes(site, doors);
  addApplyRoutes(site, doors);
  addUploadRoute(site, desk.variant === 'gbk' ? doors.page : doors.script);
  addOrderRoutes(site, doors);
  for (const [path, file, contentType] of assets) site.get(platformPath + path, () => serveAsset(file, contentType));
  site.route('/', createQuickSite(desk.asksControl));
  site.route('/', createLooksSite());
  site.route('/', createControlSite(desk.orders, shownPages));
  return site;
}
