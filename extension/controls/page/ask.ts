// Asks the background and gives back its answer while everything on the page waits, as a call into a control does.
import { answerPath, askEvent, deadlineMs } from '../bridge/names.ts';
import type { ControlAnswer, ControlCall } from '../control-call.ts';
import { encodeJson, fetchNow, getRandomValues, now, parseJson, tellContentScript } from './page-tools.ts';

/** Longer than the background takes to end a call by itself. */
const patienceMs = deadlineMs + 5_000;
/** Where the extension does not stand between page and server, the server's own answers come: it is not asked for long. */
const strangerLimit = 25;
/** Just installed or updated, our background may not be there yet. */
const startingMs = 2_000;
/** The worker may have been stopped and the question lost with it: whoever does not know the id any more ends the call. */
const repeatMs = 4_000;

const unavailable: ControlAnswer = { ok: false, why: 'unavailable' };

function makeId(): string {
  const bytes = getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

type Reading = 'pending' | 'stranger' | 'blocked' | ControlAnswer;

function readAnswer(text: string): Reading {
  if (text === '{"pending":true}') return 'pending';
  if (!text.startsWith('{"shebao":')) return 'stranger';
  return (parseJson(text) as { shebao: ControlAnswer }).shebao;
}

/** Tells without waiting for anything. */
export function tell(call: ControlCall): void {
  tellContentScript(askEvent, encodeJson({ id: makeId(), call }));
}

/** Blocks until the answer is there, at most two minutes. Never throws: what keeps us from asking is an answer, too. */
export function ask(call: ControlCall): ControlAnswer {
  const id = makeId();
  const { origin } = window;
  if (!/^https?:/.test(origin)) return unavailable;
  const startedAt = now();
  let askedAt = startedAt;
  let strangers = 0;
  tellContentScript(askEvent, encodeJson({ id, call }));
  while (now() - startedAt < patienceMs) {
    const reading = lookForAnswer(`${origin}${answerPath}${id}`);
    if (typeof reading === 'object') return reading;
    if (reading !== 'pending') {
      strangers += 1;
      if (strangers > strangerLimit && now() - startedAt > startingMs) {
        if (reading === 'blocked') tell({ kind: 'blocked' });
        return unavailable;
      }
    }
    if (now() - askedAt > repeatMs) {
      askedAt = now();
      tellContentScript(askEvent, encodeJson({ id, isRepeated: true }));
    }
  }
  return { ok: false, why: 'cancelled' };
}

function lookForAnswer(url: string): Reading {
  try {
    return readAnswer(fetchNow(url));
  } catch {
    // Content-Security-Policy, Permissions-Policy or another extension; just after an update of ours, for a moment, too.
    return 'blocked';
  }
}
