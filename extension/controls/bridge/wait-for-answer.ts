// Waits for an answer while everything on the page stands still, as it does in a call of a COM control: synchronous requests
// that never leave the browser. Run in the content script's world, where in Chromium the page's
// Content-Security-Policy does not hold; in Firefox it does.
import type { ControlRefusal } from '../control-call.ts';
import { answerPath, deadlineMs } from './names.ts';

/** Longer than the background takes to end a call by itself. */
const patienceMs = deadlineMs + 5_000;
/** Where the extension does not stand between page and server, the server's own answers come: it is not asked for long. */
const strangerLimit = 25;
/** Just installed or updated, our background may not be there yet. */
const startingMs = 5_000;
/** The worker may have been stopped and the question lost with it: whoever does not know the id any more ends the call. */
const repeatMs = 4_000;

/** Where a page may say that nothing in it waits (Permissions-Policy); Firefox has no such rule. */
interface PolicyDocument {
  readonly featurePolicy?: { allowsFeature(name: string): boolean };
}

/** An answer's text that says no. */
export const refused = (why: ControlRefusal): string => JSON.stringify({ shebao: { ok: false, why } });

export const mayWait = (): boolean =>
  (document as unknown as PolicyDocument).featurePolicy?.allowsFeature('sync-xhr') !== false;

function fetchNow(url: string): string {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.send();
  return request.responseText;
}

/** `{"shebao":…}`; undefined where something else came, or nothing. */
function lookForAnswer(url: string): { text?: string; isPending?: true } {
  try {
    const text = fetchNow(url);
    return text === '{"pending":true}' ? { isPending: true } : text.startsWith('{"shebao":') ? { text } : {};
  } catch {
    // Permissions-Policy or another extension; just after an update of ours, for a moment, too.
    return {};
  }
}

/**
 * At most two minutes.
 * @param remind tells the background that this page still waits
 * @returns the answer's text, `{"shebao":…}`; undefined where none can come this way
 */
export function waitForAnswer(id: string, remind: () => void): string | undefined {
  const url = `${window.origin}${answerPath}${id}`;
  const startedAt = performance.now();
  let remindedAt = startedAt;
  let strangers = 0;
  for (;;) {
    const { text, isPending } = lookForAnswer(url);
    const now = performance.now();
    if (text !== undefined) return text;
    if (now - startedAt > patienceMs) return refused('cancelled');
    strangers = isPending ? 0 : strangers + 1;
    if (strangers > strangerLimit && now - startedAt > startingMs) return undefined;
    // A request that was let go unanswered tells that whoever held it is no more.
    if (now - remindedAt > (isPending ? repeatMs : startingMs / 10)) {
      remindedAt = now;
      remind();
    }
  }
}
