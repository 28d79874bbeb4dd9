// One call of the platform: who it is from, what came with it, and how a page, a redirect or JSON goes back.
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { readForm, type SentForm } from '../../platform/http/read-form.ts';
import type { PlatformDesk } from '../../platform/platform-desk.ts';
import type { Session } from '../../platform/platform-records.ts';
import { findSession, openSession } from '../../platform/sessions.ts';
import type { PageValues } from '../render-page.ts';
import { type PageCharset, serveHtml, servePage } from '../serve-page.ts';
import { platformPath } from '../site-urls.ts';

export interface Visit {
  readonly desk: PlatformDesk;
  readonly session: Session;
  /** Phone of the account; empty when nobody is logged in. */
  readonly phone: string;
  readonly form: SentForm;
  query(name: string): string;
  /** The page `name` in the variant's look. `title` without the frames variant's ending. */
  show(name: string, title: string, values?: PageValues): Response;
}

type Handler = (visit: Visit) => Response | Promise<Response>;
type Route = (context: Context) => Promise<Response>;

export interface Doors {
  /** For everybody; who has no session gets one. */
  open(handle: Handler): Route;
  /** For accounts only; everybody else is led to the login. */
  page(handle: Handler): Route;
  /** The same for calls of a script: code 9001. */
  script(handle: Handler): Route;
}

const cookieName = 'JSESSIONID';

export function redirect(path: string): Response {
  return new Response(null, { status: 302, headers: { Location: platformPath + path } });
}

export function json(code: string, msg: string, data?: unknown): Response {
  return Response.json({ code, msg, ...(data === undefined ? {} : { data }) });
}

export function setCookie(response: Response, { sessionId }: Session): Response {
  response.headers.append('Set-Cookie', `${cookieName}=${sessionId}; Path=/easyca; HttpOnly`);
  return response;
}

/** How such sites answer when the session has run out: by a script that leaves all frames, or by a redirect. */
function leadToLogin(desk: PlatformDesk): Response {
  if (desk.variant === 'frames') return redirect('?timeout=1');
  const script = `alert("登录超时，请重新登录！");top.location.href="${platformPath}?timeout=1";`;
  return serveHtml(
    `<html><head><title>提示</title></head><body><script type="text/javascript">${script}</script></body></html>`,
    'GBK',
  );
}

/** True when the call comes from somebody who is logged in. */
export async function hasAccount(desk: PlatformDesk, context: Context): Promise<boolean> {
  return (await findSession(desk, getCookie(context, cookieName)))?.phone !== undefined;
}

export function createDoors(desk: PlatformDesk): Doors {
  const charset: PageCharset = desk.variant === 'gbk' ? 'GBK' : 'UTF-8';
  const folder = desk.variant === 'gbk' ? 'gbk' : 'utf8';
  const ending = desk.variant === 'gbk' ? '' : ' - 自助服务平台';
  const visit = async (context: Context, session: Session): Promise<Visit> => {
    const phone = session.phone ?? '';
    return {
      desk,
      session,
      phone,
      form: await readForm(context, charset),
      query: (name) => context.req.query(name) ?? '',
      show: (name, title, values = {}) =>
        servePage(`platform/${folder}/${name}.htm`, charset, {
          title: title + ending,
          phone: phone.replace(/^(\d{3})\d{4}/, '$1****'),
          message: '',
          ...values,
        }),
    };
  };
  const find = (context: Context) => findSession(desk, getCookie(context, cookieName));
  const guard =
    (turnAway: () => Response) =>
    (handle: Handler): Route =>
    async (context) => {
      const session = await find(context);
      if (session?.phone !== undefined) return handle(await visit(context, session));
      // Takes in what a browser is still sending, so that it reads the answer.
      await context.req.arrayBuffer();
      return turnAway();
    };
  return {
    open: (handle) => async (context) => {
      const known = await find(context);
      const session = known ?? (await openSession(desk));
      const response = await handle(await visit(context, session));
      return known || response.headers.has('Set-Cookie') ? response : setCookie(response, session);
    },
    page: guard(() => leadToLogin(desk)),
    script: guard(() => json('9001', '请登录')),
  };
}
