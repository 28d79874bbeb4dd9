// The platform's part of the control endpoint: what the portal's object does in a test, for other processes.
import type { Hono } from 'hono';
import * as z from 'zod/mini';
import type { PlatformOffice } from '../platform/platform-office.ts';
import { decisionSchema } from '../platform/review-application.ts';

const accountSchema = z.strictObject({ phone: z.string(), password: z.string() });
const reviewSchema = z.looseObject({ orderNo: z.string() });

/**
 * `POST /__control/account` {phone, password}; `GET /__control/captcha[?session=]` {captcha}; `GET /__control/sms?phone=` {code};
 * `POST /__control/review` {orderNo, decision, …} gives the order; `GET /__control/applications[?phone=]`;
 * `DELETE /__control/sessions[?phone=]`. What is refused gets 409 and {error}.
 */
export function addPlatformControl(control: Hono, office: PlatformOffice): void {
  control.onError((error, context) => context.json({ error: error.message }, 409));
  control.post('/account', async (context) => {
    await office.createAccount(accountSchema.parse(await context.req.json()));
    return context.json({ ok: true });
  });
  control.get('/captcha', (context) => context.json({ captcha: office.readCaptcha(context.req.query('session')) }));
  control.get('/sms', (context) => context.json({ code: office.readSmsCode(context.req.query('phone') ?? '') }));
  control.post('/review', async (context) => {
    const { orderNo, ...decision } = reviewSchema.parse(await context.req.json());
    return context.json(await office.review(orderNo, decisionSchema.parse(decision)));
  });
  control.get('/applications', (context) => context.json(office.listApplications(context.req.query('phone'))));
  control.delete('/sessions', async (context) => {
    await office.expireSessions(context.req.query('phone'));
    return context.json({ ok: true });
  });
}
