// Sessions: a cookie that means nothing, and what the server knows under it.
import { randomBytes, randomInt } from 'node:crypto';
import type { PlatformDesk } from './platform-desk.ts';
import type { Session } from './platform-records.ts';

const captchaLifetimeMs = 5 * 60 * 1000;

async function put(desk: PlatformDesk, session: Session): Promise<Session> {
  await desk.records.sessions.put(session.sessionId, session);
  return session;
}

/** The live session under a cookie's value; its time begins anew. Undefined when there is none or it has run out. */
export async function findSession(desk: PlatformDesk, sessionId: string | undefined): Promise<Session | undefined> {
  const session = sessionId === undefined ? undefined : desk.records.sessions.get(sessionId);
  if (!session) return undefined;
  const leftMs = Date.parse(session.expiresAt) - Date.now();
  if (leftMs <= 0) {
    await desk.records.sessions.remove(session.sessionId);
    return undefined;
  }
  // Not written at each call: a second of a session is not worth a write to the disk.
  if (desk.sessionLifetimeMs - leftMs < Math.min(1000, desk.sessionLifetimeMs / 10)) return session;
  return put(desk, { ...session, expiresAt: new Date(Date.now() + desk.sessionLifetimeMs).toISOString() });
}

/** A session of nobody, or, with `phone`, of an account; the cookie's value is always a new one. */
export function openSession(desk: PlatformDesk, given: Pick<Session, 'phone' | 'ticket'> = {}): Promise<Session> {
  const sessionId = randomBytes(16).toString('hex').toUpperCase();
  return put(desk, { ...given, sessionId, expiresAt: new Date(Date.now() + desk.sessionLifetimeMs).toISOString() });
}

/** Logs in: the old session goes, so that nobody who knew its cookie comes along. */
export async function logIn(desk: PlatformDesk, session: Session, phone: string): Promise<Session> {
  await desk.records.sessions.remove(session.sessionId);
  return openSession(desk, { phone, ...(session.ticket === undefined ? {} : { ticket: session.ticket }) });
}

/** Keeps the handover's ticket in the session, or, with undefined, forgets it. */
export function keepTicket(desk: PlatformDesk, session: Session, ticket: string | undefined): Promise<Session> {
  const { ticket: _, ...rest } = session;
  return put(desk, ticket === undefined ? rest : { ...rest, ticket });
}

/** Draws new digits for the session. */
export async function drawDigits(desk: PlatformDesk, session: Session): Promise<string> {
  const captcha = String(randomInt(1_000_000)).padStart(6, '0');
  await put(desk, { ...session, captcha, captchaDrawnAt: new Date().toISOString() });
  return captcha;
}

/** Whether the digits are right. Each captcha is good for one try within five minutes. */
export async function tryCaptcha(desk: PlatformDesk, session: Session, digits: string): Promise<boolean> {
  const { captcha, captchaDrawnAt, ...rest } = session;
  if (captcha === undefined || captchaDrawnAt === undefined) return false;
  await put(desk, rest);
  return digits === captcha && Date.now() - Date.parse(captchaDrawnAt) < captchaLifetimeMs;
}

/** Lets sessions run out at once: those of one account, or all. */
export async function expireSessions(desk: PlatformDesk, phone?: string): Promise<void> {
  const { sessions } = desk.records;
  for (const { sessionId } of sessions.list().filter((one) => phone === undefined || one.phone === phone))
    await sessions.remove(sessionId);
}

/** Answer of the captcha drawn last, in one session or in all. */
export function readCaptcha(desk: PlatformDesk, sessionId?: string): string | undefined {
  const drawn = desk.records.sessions
    .list()
    .filter((one) => one.captcha !== undefined && (sessionId === undefined || one.sessionId === sessionId));
  drawn.sort((one, other) => (one.captchaDrawnAt ?? '').localeCompare(other.captchaDrawnAt ?? ''));
  return drawn.at(-1)?.captcha;
}
