// How an answer reaches a page that waits for it: one way a browser, behind one interface.
import type { ControlAnswer } from '../control-call.ts';

/** A page's waiting request: an address of its own origin, good once, in one tab. */
interface WaitingCall {
  readonly id: string;
  readonly tabId: number;
  readonly origin: string;
}

export interface AnswerTransport {
  /** From then on the page's request for this call is answered with it. */
  readonly deliver: (call: WaitingCall, answer: ControlAnswer) => Promise<void>;
  /** Keeps requests for answers from leaving the browser, on these origins. */
  readonly protect: (origins: readonly string[]) => Promise<void>;
}

export const writeAnswer = (answer: ControlAnswer): string => JSON.stringify({ shebao: answer });

/** Nothing but the page's own answer stands in it: a page can read the addresses of its requests. */
export const toDataUrl = (json: string): string => `data:application/json,${encodeURIComponent(json)}`;
