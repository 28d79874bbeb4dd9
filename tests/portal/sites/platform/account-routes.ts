// 登录, 注册, 找回密码, 退出, the captcha, and what stands around the pages.
import type { Hono } from 'hono';
import { checkPassword, createAccount, resetPassword, sendTextMessage } from '../../platform/accounts.ts';
import { drawCaptcha } from '../../platform/draw-captcha.ts';
import { closeSession, drawDigits, logIn, tryCaptcha } from '../../platform/sessions.ts';
import { platformPath, quickPageUrls } from '../site-urls.ts';
import { type Doors, json, redirect, setCookie, type Visit } from './visit.ts';

/** Field names of the account forms. */
const names = {
  gbk: {
    phone: 'phone',
    password: 'password',
    again: 'password2',
    captcha: 'captcha',
    textMessage: 'smscode',
  },
  frames: {
    phone: 'mobile',
    password: 'pwd',
    again: 'pwdAgain',
    captcha: 'verifyCode',
    textMessage: 'smsCode',
  },
} as const;

function readAccountForm({ desk, form }: Visit) {
  const own = names[desk.variant];
  return {
    phone: form.field(own.phone),
    password: form.field(own.password),
    again: form.field(own.again),
    captcha: form.field(own.captcha),
    textMessage: form.field(own.textMessage),
  };
}

function showLogin(visit: Visit, message: string): Response {
  const title = visit.desk.variant === 'gbk' ? '数字证书自助服务平台' : '用户登录';
  return visit.show('login', title, { quickUrl: quickPageUrls[visit.desk.variant], message });
}

async function enter(visit: Visit): Promise<Response> {
  const { desk, session } = visit;
  const { phone, password, captcha } = readAccountForm(visit);
  if (!(await tryCaptcha(desk, session, captcha))) return showLogin(visit, '验证码错误');
  const refusal = await checkPassword(desk, { phone, password });
  if (refusal) return showLogin(visit, refusal);
  return setCookie(redirect('main.jsp'), await logIn(desk, session, phone));
}

const showRegister = (visit: Visit, newPhone: string, message: string) =>
  visit.show('register', '用户注册', { newPhone, message });

async function register(visit: Visit): Promise<Response> {
  const { phone, password, again, captcha } = readAccountForm(visit);
  if (!(await tryCaptcha(visit.desk, visit.session, captcha))) return showRegister(visit, phone, '验证码错误');
  if (password !== again) return showRegister(visit, phone, '两次输入的密码不一致！');
  const refusal = await createAccount(visit.desk, { phone, password });
  return refusal ? showRegister(visit, phone, refusal) : showLogin(visit, '注册成功，请登录');
}

async function sendSms(visit: Visit): Promise<Response> {
  const { phone, captcha } = readAccountForm(visit);
  if (!(await tryCaptcha(visit.desk, visit.session, captcha))) return json('2001', '验证码错误');
  const refusal = await sendTextMessage(visit.desk, phone);
  return refusal ? json('2001', refusal) : json('0', '短信验证码已发送');
}

const showReset = (visit: Visit, newPhone: string, message: string) =>
  visit.show('findpwd', '找回密码', { newPhone, message });

async function reset(visit: Visit): Promise<Response> {
  const { phone, password, again, textMessage } = readAccountForm(visit);
  if (password !== again) return showReset(visit, phone, '两次输入的密码不一致！');
  const refusal = await resetPassword(visit.desk, { phone, password }, textMessage);
  return refusal ? showReset(visit, phone, refusal) : showLogin(visit, '密码重置成功，请登录');
}

/** Where the work begins after the login: at what the bureau handed over, else at the home page. */
function showMain({ desk, session, show }: Visit): Response {
  const start = session.ticket === undefined ? 'home.jsp' : 'apply/checked.do';
  if (desk.variant === 'frames') return redirect(start);
  return show('main', '数字证书自助服务平台', { startUrl: platformPath + start });
}

export function addAccountRoutes(site: Hono, doors: Doors): void {
  const at = (path: string) => platformPath + path;
  site.get(
    at(''),
    doors.open((visit) => showLogin(visit, visit.query('timeout') === '' ? '' : '登录超时，请重新登录！')),
  );
  site.get(
    at('captcha.do'),
    doors.open(async ({ desk, session }) => {
      const picture = drawCaptcha(await drawDigits(desk, session));
      return new Response(picture, { headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'no-store' } });
    }),
  );
  site.post(at('login.do'), doors.open(enter));
  site.get(
    at('register.jsp'),
    doors.open((visit) => showRegister(visit, '', '')),
  );
  site.post(at('register.do'), doors.open(register));
  site.get(
    at('findpwd.jsp'),
    doors.open((visit) => showReset(visit, '', '')),
  );
  site.post(at('sms.do'), doors.open(sendSms));
  site.post(at('findpwd.do'), doors.open(reset));
  site.get(
    at('logout.do'),
    doors.open(async ({ desk, session }) => {
      await closeSession(desk, session.sessionId);
      return redirect('');
    }),
  );
  site.get(at('main.jsp'), doors.page(showMain));
  site.get(
    at('top.jsp'),
    doors.page(({ desk, show }) => (desk.variant === 'gbk' ? show('top', 'top') : redirect('home.jsp'))),
  );
  site.get(
    at('agreement.htm'),
    doors.open(({ show }) => show('agreement', '数字证书服务协议')),
  );
}
