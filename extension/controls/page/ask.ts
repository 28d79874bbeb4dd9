// Asks the background and gives back its answer while everything on the page waits, as a call into a control does.
import { answerEvent, askEvent, waitEvent } from '../bridge/names.ts';
import type { ControlAnswer, ControlCall } from '../control-call.ts';
import { encodeJson, getRandomValues, hearContentScript, parseJson, tellContentScript } from './page-tools.ts';

const unavailable: ControlAnswer = { ok: false, why: 'unavailable' };
let lastAnswer: string | undefined;
hearContentScript(answerEvent, (text) => {
  lastAnswer = text;
});

function makeId(): string {
  const bytes = getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Tells without waiting for anything. */
export function tell(call: ControlCall): void {
  tellContentScript(askEvent, encodeJson({ id: makeId(), call }));
}

/** Blocks until the answer is there, at most two minutes. Never throws: what keeps us from asking is an answer, too. */
export function ask(call: ControlCall): ControlAnswer {
  const id = makeId();
  lastAnswer = undefined;
  tellContentScript(askEvent, encodeJson({ id, call }));
  tellContentScript(waitEvent, encodeJson({ id }));
  // None where no content script of ours is: a sandboxed frame, a page from before an update.
  const text = lastAnswer as string | undefined;
  return text === undefined ? unavailable : (parseJson(text) as { shebao: ControlAnswer }).shebao;
}
