// The driver's process: holds one library, of PKCS#11 or of SKF, and does what the host asks over IPC.
import { AppError, toAppError } from '../../shared/errors/app-error.ts';
import { describeError } from '../log.ts';
import type { TokenDriver, TokenSession } from './driver.ts';
import type { DriverAnswer, DriverCall, OpenedSession } from './driver-messages.ts';
import type { ModuleKind } from './modules.ts';
import { Pkcs11Driver } from './pkcs11-driver.ts';
import { watchHost } from './watch-host.ts';

/**
 * Serves the library at `modulePath` until the host goes away. The library is loaded at once, so that a process started
 * ahead is ready; it sees no token before the first call. A failure to load is an answer like any other.
 */
export function serveDriver(kind: ModuleKind, modulePath: string, helper?: string): void {
  watchHost();
  const driver = loadDriver(kind, modulePath, helper);
  driver.catch(() => undefined);
  let nextSessionId = 1;
  const sessions = new Map<number, TokenSession>();

  const closeSessions = async () => {
    for (const session of sessions.values()) await session.close();
    sessions.clear();
  };

  const perform = async (call: DriverCall): Promise<unknown> => {
    if (call.sessionId === null) {
      if (call.method === 'close') await closeSessions();
      if (call.method !== 'openSession') return invoke(await driver, call);
      const session = (await invoke(await driver, call)) as TokenSession;
      const sessionId = nextSessionId++;
      sessions.set(sessionId, session);
      const opened: OpenedSession = { sessionId, certificate: session.certificate };
      return opened;
    }
    const session = sessions.get(call.sessionId);
    if (!session) throw new Error(`no session ${call.sessionId}`);
    if (call.method === 'close') sessions.delete(call.sessionId);
    return invoke(session, call);
  };

  process.on('message', (call: DriverCall) => {
    perform(call).then(
      (value) => answer({ callId: call.callId, value }),
      (error: unknown) => {
        const { code, details } = toAppError(error);
        answer({ callId: call.callId, error: { code, details, text: describeError(error) } });
      },
    );
  });
  // The host is gone, perhaps killed. A call under way has ended (PKCS#11 calls block), so this is a safe point. When it
  // does not end, the watch ends us.
  process.on('disconnect', () => {
    void closeSessions().finally(() => process.exit(0));
  });
}

async function loadDriver(kind: ModuleKind, modulePath: string, helper: string | undefined): Promise<TokenDriver> {
  if (kind === 'pkcs11') return Pkcs11Driver.load(modulePath, helper);
  const { SkfDriver } = await import('./skf/skf-driver.ts').catch((error: Error) => {
    // Our own addon is not there, or belongs to another version.
    throw new AppError('DRIVER_LOAD_FAILED', { reason: error.message }, { cause: error });
  });
  return SkfDriver.load(modulePath, helper);
}

/** Only our own host is at the other end, and it calls by the interfaces of driver.ts. */
function invoke(target: TokenDriver | TokenSession, { method, args }: DriverCall): Promise<unknown> {
  const member = (target as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[method];
  if (typeof member !== 'function') throw new Error(`no method ${method}`);
  return member.apply(target, [...args]);
}

function answer(message: DriverAnswer): void {
  if (process.connected) process.send?.(message);
}
