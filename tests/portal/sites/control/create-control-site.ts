// The look `control`: pages that work with their ActiveX controls alone and know nothing of any assistant. Login by signature,
// renewal by XEnroll, change by CertEnroll; openssl judges what comes.
import { Hono } from 'hono';
import type { OrderDesk } from '../../orders/order-desk.ts';
import { readForm } from '../../platform/http/read-form.ts';
import { servePage } from '../serve-page.ts';
import { issueForRequest } from './issue-for-request.ts';
import { verifyLogin } from './verify-login.ts';

/** Below it, on the platform's origin. */
const controlPath = '/easyca/ocx/';

const pages = ['index', 'login', 'renew', 'change'] as const;

/** @param shownPages further pages by name, as tests bring them; a page is read anew for each request */
export function createControlSite(desk: OrderDesk, shownPages: ReadonlyMap<string, string>): Hono {
  const site = new Hono();
  const challenges = new Set<string>();
  for (const page of pages) site.get(`${controlPath}${page}.jsp`, () => servePage(`control/${page}.htm`, 'GBK'));
  site.get(`${controlPath}page/:name`, (context) => {
    const html = shownPages.get(context.req.param('name'));
    return html === undefined ? context.notFound() : context.html(html);
  });
  site.post(`${controlPath}challenge.do`, (context) => {
    const random = `${Date.now()}${Math.random().toString().slice(2)}`;
    challenges.add(random);
    return context.json({ code: '0', random });
  });
  site.post(`${controlPath}login.do`, async (context) => {
    const form = await readForm(context, 'UTF-8');
    const random = form.field('random');
    const subject = challenges.delete(random) ? await verifyLogin(desk.authority, form.field('p7'), random) : undefined;
    return context.json(subject === undefined ? { code: '1', msg: '签名无效' } : { code: '0', subject });
  });
  site.post(`${controlPath}apply.do`, async (context) => {
    const form = await readForm(context, 'UTF-8');
    const answer = await issueForRequest(desk, form.field('type'), form.field('chipNo'), form.field('pkcs10'));
    return context.json(answer);
  });
  return site;
}
