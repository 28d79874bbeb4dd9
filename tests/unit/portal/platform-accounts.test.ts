// Accounts and sessions of the platform: register, log in, find the password, be forgotten.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { logInNewClerk, makePhone, password, sendLogin, solveCaptcha } from './platform-clerk.ts';
import { fieldNames, openPlatformClient, platformUrl, variants } from './platform-client.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

function readAllFiles(directory: string): string {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
}

describe.each(variants)('accounts, variant %s', (variant) => {
  const names = fieldNames[variant].account;
  let portal: Portal;
  beforeAll(async () => {
    portal = await startReadyPortal({ stateDir: scratch(variant), variant });
  });
  afterAll(() => portal.close());

  const register = async (phone: string, change: Record<string, string> = {}) => {
    const client = openPlatformClient(portal);
    const captcha = await solveCaptcha(portal, client);
    const form = {
      [names.phone]: phone,
      [names.password]: password,
      [names.again]: password,
      [names.captcha]: captcha,
    };
    return (await client.post('register.do', { ...form, ...change })).text;
  };

  test('a registered clerk logs in and comes to six tiles and 订单查询', async () => {
    const phone = makePhone();
    expect(await register(phone)).toContain('注册成功，请登录');
    const client = openPlatformClient(portal);
    const answer = await sendLogin(portal, client, phone);
    const [cookie = ''] = answer.setCookie;
    expect(cookie).toMatch(/^JSESSIONID=[0-9A-F]{32}; Path=\/easyca; HttpOnly$/);
    const main = await client.follow(answer);
    if (variant === 'gbk') expect(main.text).toContain('<frame src="/easyca/netpay/home.jsp" name="mainFrame"');
    const { text } = await client.get('home.jsp');
    for (const tile of ['证书新办', '证书更新', '证书变更', '证书补办', '电子税务局购Key', '升级换key'])
      expect(text).toContain(tile);
    for (const hint of ['用户首次申请证书时办理此项业务', '证书信息发生变化时，办理此业务'])
      expect(text).toContain(hint);
    expect(text).toContain('href="/easyca/netpay/order/list.jsp"');
    const links = [...text.matchAll(/href="(\/easyca[^"]+)"/g)].map(([, path = '']) => path);
    for (const path of links.filter((one) => !one.endsWith('logout.do')))
      expect([path, (await client.get(path)).status]).toEqual([path, 200]);
  });

  test.each([
    ['a phone that is none', { [names.phone]: '12345' }, '请输入正确的手机号码！'],
    ['a short password', { [names.password]: '123', [names.again]: '123' }, '密码长度为6-20位！'],
    ['two passwords', { [names.again]: 'another' }, '两次输入的密码不一致！'],
    ['a wrong captcha', { [names.captcha]: 'x' }, '验证码错误'],
  ])('registering with %s is refused', async (_, change, message) => {
    expect(await register(makePhone(), change)).toContain(message);
  });

  test('a phone is registered once', async () => {
    const { phone } = await logInNewClerk(portal);
    expect(await register(phone)).toContain('该手机号码已注册');
  });

  test('a login with a wrong captcha, a wrong password or no account is refused', async () => {
    const { phone } = await logInNewClerk(portal);
    const client = openPlatformClient(portal);
    expect((await sendLogin(portal, client, phone, 'wrong password')).text).toContain('密码错误');
    expect((await sendLogin(portal, client, makePhone())).text).toContain('该手机号码未注册');
    await client.get('captcha.do');
    const form = { [names.phone]: phone, [names.password]: password };
    expect((await client.post('login.do', { ...form, [names.captcha]: '12345' })).text).toContain('验证码错误');
    expect((await client.get('order/list.do')).text).toBe('{"code":"9001","msg":"请登录"}');
  });

  test('a captcha is good for one try, and in its own session only', async () => {
    const { phone } = await logInNewClerk(portal);
    const [client, other] = [openPlatformClient(portal), openPlatformClient(portal)];
    const captcha = await solveCaptcha(portal, client);
    await other.get('captcha.do');
    const form = { [names.phone]: phone, [names.password]: password, [names.captcha]: captcha };
    expect((await other.post('login.do', form)).text).toContain('验证码错误');
    expect((await client.post('login.do', { ...form, [names.password]: 'wrong password' })).text).toContain('密码错误');
    expect((await client.post('login.do', form)).text).toContain('验证码错误');
  });

  test('of two logins with the same captcha at the same moment one gets in', async () => {
    const phone = makePhone();
    await portal.createAccount({ phone, password });
    const client = openPlatformClient(portal);
    const captcha = await solveCaptcha(portal, client);
    const form = { [names.phone]: phone, [names.password]: password, [names.captcha]: captcha };
    const answers = await Promise.all([client.post('login.do', form), client.post('login.do', form)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 302]);
  });

  test('logging in changes the cookie, and the old one is worth nothing', async () => {
    const phone = makePhone();
    await portal.createAccount({ phone, password });
    const client = openPlatformClient(portal);
    await client.get('');
    const before = client.sessionId;
    await sendLogin(portal, client, phone);
    expect(client.sessionId).not.toBe(before);
    expect(portal.readCaptcha(before)).toBeUndefined();
  });

  test('a forgotten password is set anew with the code of a text message', async () => {
    const { phone } = await logInNewClerk(portal);
    const client = openPlatformClient(portal);
    const ask = async (asked: string) => {
      const captcha = await solveCaptcha(portal, client);
      return JSON.parse((await client.post('sms.do', { [names.phone]: asked, [names.captcha]: captcha })).text);
    };
    expect(await ask(makePhone())).toEqual({ code: '2001', msg: '该手机号码未注册' });
    expect(await ask(phone)).toEqual({ code: '0', msg: '短信验证码已发送' });
    const code = portal.readSmsCode(phone) ?? '';
    const fresh = 'new password';
    const reset = async (sms: string) => {
      const form = { [names.phone]: phone, [names.password]: fresh, [names.again]: fresh, [names.sms]: sms };
      return (await client.post('findpwd.do', form)).text;
    };
    expect(await reset('0')).toContain('短信验证码错误');
    expect(await reset(code)).toContain('密码重置成功，请登录');
    expect(await reset(code)).toContain('短信验证码已失效');
    expect((await sendLogin(portal, client, phone)).text).toContain('密码错误');
    expect((await sendLogin(portal, client, phone, fresh)).status).toBe(302);
  });

  test('a code of a text message is worth nothing after five wrong tries', async () => {
    const { phone, client } = await logInNewClerk(portal);
    const captcha = await solveCaptcha(portal, client);
    await client.post('sms.do', { [names.phone]: phone, [names.captcha]: captcha });
    const form = { [names.phone]: phone, [names.password]: password, [names.again]: password };
    for (let tries = 0; tries < 5; tries += 1) await client.post('findpwd.do', { ...form, [names.sms]: 'x' });
    const right = { ...form, [names.sms]: portal.readSmsCode(phone) ?? '' };
    expect((await client.post('findpwd.do', right)).text).toContain('短信验证码已失效');
  });

  test('no password stands on the disk', async () => {
    await logInNewClerk(portal);
    const files = readAllFiles(join(portal.stateDir, 'platform'));
    expect(files).toContain('passwordHash');
    expect(files).not.toContain(password);
  });

  test('without a session every page leads to the login, and every script is told 请登录', async () => {
    const { client } = await logInNewClerk(portal);
    await portal.expireSessions();
    for (const path of ['main.jsp', 'home.jsp', 'apply/keys.jsp?type=change', 'apply/form.jsp', 'order/list.jsp']) {
      const { status, location, text } = await client.get(path);
      if (variant === 'frames') expect([status, location]).toEqual([302, `${platformUrl}?timeout=1`]);
      else expect(text).toContain('alert("登录超时，请重新登录！");top.location.href="/easyca/netpay/?timeout=1";');
    }
    expect((await client.post('apply/submit.do', { orderNo: 'x' })).text).toBe('{"code":"9001","msg":"请登录"}');
    const upload = await client.upload('apply/upload.do', { orderNo: 'x' }, []);
    expect(upload.text).toContain(variant === 'gbk' ? '登录超时，请重新登录！' : '{"code":"9001","msg":"请登录"}');
    expect((await client.get('?timeout=1')).text).toContain('登录超时，请重新登录！');
  });

  test('退出 ends the session', async () => {
    const { client } = await logInNewClerk(portal);
    expect((await client.get('order/list.do')).text).toContain('"code":"0"');
    expect((await client.get('logout.do')).location).toBe(platformUrl);
    expect((await client.get('order/list.do')).text).toContain('"code":"9001"');
  });
});

test('a session runs out some time after its last call, not after its first', async () => {
  const lifetimeMs = 60_000;
  const portal = await startReadyPortal({ stateDir: scratch('short'), sessionLifetimeMs: lifetimeMs });
  const { client } = await logInNewClerk(portal);
  // The portal runs in this process: its clock is put on, nobody waits.
  vi.useFakeTimers({ toFake: ['Date'] });
  const letPass = (ms: number) => vi.setSystemTime(Date.now() + ms);
  for (let calls = 0; calls < 4; calls += 1) {
    letPass(lifetimeMs / 2);
    expect((await client.get('order/list.do')).text).toContain('"code":"0"');
  }
  letPass(lifetimeMs * 1.4);
  expect((await client.get('order/list.do')).text).toContain('"code":"9001"');
  vi.useRealTimers();
  await portal.close();
});
