// The CA's self-service platform, http://os.ezca.org:8001/easyca/netpay/: login page and the quick-update pages.
import { randomInt } from 'node:crypto';
import { Hono } from 'hono';
import { servePage } from './serve-page.ts';
import { type PortalVariant, platformPath, quickPageUrls } from './site-urls.ts';

function drawCaptcha(): string {
  const digits = String(randomInt(10_000)).padStart(4, '0');
  const glyphs = [...digits].map((digit, index) => {
    const x = 8 + index * 15;
    return `<text x="${x}" y="18" font-size="18" fill="#0f5a73" transform="rotate(${randomInt(-20, 20)} ${x} 12)">${digit}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="72" height="24"><rect width="72" height="24" fill="#e8f2f5"/>${glyphs.join('')}</svg>`;
}

/** The platform's site in one variant. Nobody has an account yet, so every login is turned away. */
export function createPlatformSite(variant: PortalVariant): Hono {
  const charset = variant === 'gbk' ? 'GBK' : 'UTF-8';
  const serveLogin = (message: string) =>
    servePage('platform/login.htm', charset, { quickUrl: quickPageUrls[variant], message });
  const site = new Hono();
  site.get(platformPath, () => serveLogin(''));
  site.post(`${platformPath}login.do`, () => serveLogin('该手机号码未注册'));
  site.get(`${platformPath}captcha.do`, (context) =>
    context.body(drawCaptcha(), 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-store' }),
  );
  site.get(new URL(quickPageUrls.gbk).pathname, () => servePage('platform/quick-gbk.htm', 'GBK'));
  site.get(new URL(quickPageUrls.frames).pathname, () => servePage('platform/quick-frames.htm', 'UTF-8'));
  return site;
}
