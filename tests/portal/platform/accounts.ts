// Accounts of the platform: a phone and a password, of which only the hash is kept.
import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import type { PlatformDesk } from './platform-desk.ts';

export interface NewAccount {
  readonly phone: string;
  readonly password: string;
}

const textMessageLifetimeMs = 5 * 60 * 1000;

function hashPassword(password: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, Buffer.from(salt, 'hex'), 32, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** What the platform has against phone and password, in its words. */
function refuseCredentials({ phone, password }: NewAccount): string | undefined {
  if (!/^1[3-9]\d{9}$/.test(phone)) return '请输入正确的手机号码！';
  if (password.length < 6 || password.length > 20) return '密码长度为6-20位！';
  return undefined;
}

async function putAccount(desk: PlatformDesk, { phone, password }: NewAccount, createdAt: string): Promise<void> {
  const salt = randomBytes(16).toString('hex');
  const passwordHash = (await hashPassword(password, salt)).toString('hex');
  await desk.records.accounts.put(phone, { phone, salt, passwordHash, createdAt });
}

/** Makes an account. Resolves with a refusal in words, or with undefined when it is there. */
export function createAccount(desk: PlatformDesk, account: NewAccount): Promise<string | undefined> {
  return desk.orders.inTurn(async () => {
    const refusal = refuseCredentials(account);
    if (refusal) return refusal;
    if (desk.records.accounts.get(account.phone)) return '该手机号码已注册';
    await putAccount(desk, account, new Date().toISOString());
    return undefined;
  });
}

/** Checks a login. Resolves with a refusal in words, or with undefined when phone and password belong together. */
export async function checkPassword(desk: PlatformDesk, { phone, password }: NewAccount): Promise<string | undefined> {
  const account = desk.records.accounts.get(phone);
  if (!account) return '该手机号码未注册';
  const given = await hashPassword(password, account.salt);
  return timingSafeEqual(given, Buffer.from(account.passwordHash, 'hex')) ? undefined : '密码错误';
}

/** "Sends" a text message with six digits, good for five minutes and five tries; `portal.readSmsCode` reads it. */
export async function sendTextMessage(desk: PlatformDesk, phone: string): Promise<string | undefined> {
  if (!desk.records.accounts.get(phone)) return '该手机号码未注册';
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const expiresAt = new Date(Date.now() + textMessageLifetimeMs).toISOString();
  await desk.records.textMessages.put(phone, { phone, code, expiresAt, triesLeft: 5 });
  return undefined;
}

/** Sets a new password for whoever has the code of the text message. */
export function resetPassword(desk: PlatformDesk, account: NewAccount, code: string): Promise<string | undefined> {
  return desk.orders.inTurn(async () => {
    const { accounts, textMessages } = desk.records;
    const old = accounts.get(account.phone);
    if (!old) return '该手机号码未注册';
    const message = textMessages.get(account.phone);
    if (!message || message.triesLeft < 1 || Date.parse(message.expiresAt) < Date.now()) return '短信验证码已失效';
    if (message.code !== code) {
      await textMessages.put(account.phone, { ...message, triesLeft: message.triesLeft - 1 });
      return '短信验证码错误';
    }
    const refusal = refuseCredentials(account);
    if (refusal) return refusal;
    await putAccount(desk, account, old.createdAt);
    await textMessages.remove(account.phone);
    return undefined;
  });
}
