// The bureau's portal, http://rlsbj.cq.gov.cn/: home, 网上申报, 证书申领 and, in the frames variant, the frameset.
import { Hono } from 'hono';
import { handOver } from '../platform/hand-over.ts';
import { readForm } from '../platform/http/read-form.ts';
import type { PlatformDesk } from '../platform/platform-desk.ts';
import { insuranceProjectName, insuredAreas } from '../platform/words/projects.ts';
import { createLooksSite } from './create-looks-site.ts';
import { type PageCharset, serveAsset, servePage } from './serve-page.ts';
import { platformOrigin, platformPath, quickPageUrls, updateUrls } from './site-urls.ts';

const platformUrl = `${platformOrigin}${platformPath}`;
const checkPath = '/wyb/sbjf/zssl.htm';

/** Field names of 信息校验. */
const checkNames = {
  gbk: { projectName: 'xmmc', areaId: 'cbqy', unitName: 'dwmc', socialInsuranceNumber: 'sbh' },
  frames: { projectName: 'projectName', areaId: 'areaCode', unitName: 'unitName', socialInsuranceNumber: 'socialNo' },
} as const;

function addCheckRoutes(site: Hono, desk: PlatformDesk, charset: PageCharset): void {
  const names = checkNames[desk.variant];
  const page = desk.variant === 'gbk' ? 'bureau/check.htm' : 'bureau/check-utf8.htm';
  const show = (message: string, unitName = '', socialInsuranceNumber = '') =>
    servePage(page, charset, {
      message,
      unitName,
      socialInsuranceNumber,
      projectName: insuranceProjectName,
      areas: insuredAreas,
    });
  site.get(checkPath, () => show(''));
  site.post('/wyb/sbjf/zssl.do', async (context) => {
    const form = await readForm(context, charset);
    const unitName = form.field(names.unitName);
    const socialInsuranceNumber = form.field(names.socialInsuranceNumber);
    const projectName = form.field(names.projectName);
    const areaId = form.field(names.areaId);
    const outcome = await handOver(desk, { projectName, areaId, unitName, socialInsuranceNumber });
    if ('refusal' in outcome) return show(outcome.refusal, unitName, socialInsuranceNumber);
    return context.redirect(`${platformUrl}apply/check.jsp?ticket=${outcome.ticket}`);
  });
}

/** The bureau's site in the desk's variant. */
export function createBureauSite(desk: PlatformDesk): Hono {
  const { variant } = desk;
  const charset: PageCharset = variant === 'gbk' ? 'GBK' : 'UTF-8';
  const mainUrl = quickPageUrls[variant];
  const site = new Hono();
  site.route('/', createLooksSite());
  site.get('/', () => servePage('bureau/home.htm', charset));
  site.get('/wyb/sbjf/index.htm', () =>
    servePage('bureau/declare.htm', charset, {
      applyUrl: checkPath,
      updateUrl: updateUrls[variant],
      reissueUrl: platformUrl,
    }),
  );
  addCheckRoutes(site, desk, charset);
  site.get('/wyb/frame/index.htm', () => servePage('bureau/frameset.htm', charset, { mainUrl }));
  site.get('/wyb/frame/top.htm', () => servePage('bureau/frame-top.htm', charset, { platformUrl }));
  site.get('/wyb/frame/menu.htm', () => servePage('bureau/frame-menu.htm', charset, { platformUrl, mainUrl }));
  site.get('/css/site.css', () => serveAsset('bureau/site.css', 'text/css'));
  site.get('/js/common.js', () => serveAsset('bureau/common.js', 'application/x-javascript'));
  site.get('/images/banner.svg', () => serveAsset('bureau/banner.svg', 'image/svg+xml'));
  return site;
}
