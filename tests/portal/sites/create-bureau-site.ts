// The bureau's portal, http://rlsbj.cq.gov.cn/: home, 网上申报 and, in the frames variant, the frameset.
import { Hono } from 'hono';
import { type PageCharset, serveAsset, servePage } from './serve-page.ts';
import { type PortalVariant, platformOrigin, platformPath, quickPageUrls, updateUrls } from './site-urls.ts';

/** The bureau's site in one variant. */
export function createBureauSite(variant: PortalVariant): Hono {
  const charset: PageCharset = variant === 'gbk' ? 'GBK' : 'UTF-8';
  const platformUrl = `${platformOrigin}${platformPath}`;
  const mainUrl = quickPageUrls[variant];
  const site = new Hono();
  site.get('/', () => servePage('bureau/home.htm', charset));
  site.get('/wyb/sbjf/index.htm', () =>
    servePage('bureau/declare.htm', charset, {
      applyUrl: platformUrl,
      updateUrl: updateUrls[variant],
      reissueUrl: platformUrl,
    }),
  );
  site.get('/wyb/frame/index.htm', () => servePage('bureau/frameset.htm', charset, { mainUrl }));
  site.get('/wyb/frame/top.htm', () => servePage('bureau/frame-top.htm', charset, { platformUrl }));
  site.get('/wyb/frame/menu.htm', () => servePage('bureau/frame-menu.htm', charset, { platformUrl, mainUrl }));
  site.get('/css/site.css', () => serveAsset('bureau/site.css', 'text/css'));
  site.get('/js/common.js', () => serveAsset('bureau/common.js', 'application/x-javascript'));
  site.get('/images/banner.svg', () => serveAsset('bureau/banner.svg', 'image/svg+xml'));
  return site;
}
