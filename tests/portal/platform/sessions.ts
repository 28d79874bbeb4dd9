// Sessions: a cookie that means nothing, and what the server knows under it.
import { randomBytes, randomInt } from 'node:crypto';
import type { PlatformDesk } from './platform-desk.ts';
import type { Session } from './platform-records.ts';

const captchaLifetimeMs = 5 * 60 * 1000;

const expireFromNow = (desk: PlatformDesk) => new Date(Date.now() + desk.sessionLifetimeMs).toISOString();

/** Changes the session as it stands now; a browser calls in parallel. Nothing happens to one that has gone. */
function change(
  desk: PlatformDesk,
  sessionId: string,
  make: (session: Session) => Session,
): Promise<Session | undefined> {
  return desk.sessionsInTurn(async () => {
    const session = desk.records.sessions.get(sessionId);
    if (!session) return undefined;
    const changed = make(session);
    if (changed !== session) await desk.records.sessions.put(sessionId, changed);
    return changed;
  });
}

/** The live session under a cookie's value; its time begins anew. Undefined when there is none or it has run out. */
export async function findSession(desk: PlatformDesk, sessionId: string | undefined): Promise<Session | undefined> {
  const session = sessionId === undefined ? undefined : desk.records.sessions.get(sessionId);
  if (!session) return undefined;
  const leftMs = Date.parse(session.expiresAt) - Date.now();
  if (leftMs <= 0) {
    await closeSession(desk, session.sessionId);
    return undefined;
  }
  // Not written at each call: a second of a session is not worth a write to the disk.
  if (desk.sessionLifetimeMs - leftMs < Math.min(1000, desk.sessionLifetimeMs / 10)) return session;
  return change(desk, session.sessionId, (now) => ({ ...now, expiresAt: expireFromNow(desk) }));
}

/** A session of nobody, or, with `phone`, of an account; the cookie's value is always a new one. */
export async function openSession(desk: PlatformDesk, given: Pick<Session, 'phone' | 'ticket'> = {}): Promise<Session> {
  const sessionId = randomBytes(16).toString('hex').toUpperCase();
  const session = { ...given, sessionId, expiresAt: expireFromNow(desk) };
  await desk.records.sessions.put(sessionId, session);
  return session;
}

export function closeSession(desk: PlatformDesk, sessionId: string): Promise<void> {
  return desk.sessionsInTurn(() => desk.records.sessions.remove(sessionId));
}

/** Logs in: the old session goes, so that nobody who knew its cookie comes along. */
export async function logIn(desk: PlatformDesk, session: Session, phone: string): Promise<Session> {
  await closeSession(desk, session.sessionId);
  return openSession(desk, { phone, ...(session.ticket === undefined ? {} : { ticket: session.ticket }) });
}

/** Keeps the handover's ticket in the session, or, with undefined, forgets it. */
export async function keepTicket(desk: PlatformDesk, session: Session, ticket: string | undefined): Promise<void> {
  await change(desk, session.sessionId, ({ ticket: _, ...rest }) =>
    ticket === undefined ? rest : { ...rest, ticket },
  );
}

/** Draws new digits for the session. */
export async function drawDigits(desk: PlatformDesk, session: Session): Promise<string> {
  const captcha = String(randomInt(1_000_000)).padStart(6, '0');
  const captchaDrawnAt = new Date().toISOString();
  await change(desk, session.sessionId, (now) => ({ ...now, captcha, captchaDrawnAt }));
  return captcha;
}

/** Whether the digits are right. Each captcha is good for one try within five minutes. */
export async function tryCaptcha(desk: PlatformDesk, session: Session, digits: string): Promise<boolean> {
  let drawn: Pick<Session, 'captcha' | 'captchaDrawnAt'> = {};
  await change(desk, session.sessionId, (now) => {
    const { captcha, captchaDrawnAt, ...rest } = now;
    if (captcha === undefined || captchaDrawnAt === undefined) return now;
    drawn = { captcha, captchaDrawnAt };
    return rest;
  });
  const ageMs = Date.now() - Date.parse(drawn.captchaDrawnAt ?? '');
  return digits === drawn.captcha && ageMs < captchaLifetimeMs;
}

/** Lets sessions run out at once: those of one account, or all. */
export async function expireSessions(desk: PlatformDesk, phone?: string): Promise<void> {
  for (const { sessionId, phone: owner } of desk.records.sessions.list())
    if (phone === undefined || owner === phone) await closeSession(desk, sessionId);
}

/** Answer of the captcha drawn last, in one session or in all. */
export function readCaptcha(desk: PlatformDesk, sessionId?: string): string | undefined {
  const drawn = desk.records.sessions
    .list()
    .filter((one) => one.captcha !== undefined && (sessionId === undefined || one.sessionId === sessionId));
  drawn.sort((one, other) => (one.captchaDrawnAt ?? '').localeCompare(other.captchaDrawnAt ?? ''));
  return drawn.at(-1)?.captcha;
}
