// Names that the page's world, the content script and the background share. A page can read and forge all of them.

/** A page's question goes down, news of ours come up, each as JSON in `detail`. */
export const askEvent = 'shebao-assistant-ask';
export const newsEvent = 'shebao-assistant-news';
/** The page waits for the answer to a question: the answer comes up before the event has ended. */
export const waitEvent = 'shebao-assistant-wait';
export const answerEvent = 'shebao-assistant-answer';
/**
 * Hands over, as its `relatedTarget`, the element outside the document on which both then talk: `document.open()` takes all
 * listeners from a document. Whoever of the two comes second asks for it.
 */
export const linkEvent = 'shebao-assistant-link';
export const wantLinkEvent = 'shebao-assistant-want-link';

/** Below it, on the page's own origin, answers are fetched; no request to it leaves the browser. */
export const answerPath = '/__shebao_assistant__/';

export const askMessage = 'shebao-control-ask';
export const helloMessage = 'shebao-control-hello';
export const newsMessage = 'shebao-control-news';
/** Brings the answer to a call that nobody waits for. */
export const laterMessage = 'shebao-control-later';

/** A call ends by then, whatever happens. */
export const deadlineMs = 120_000;

/** Of one call as JSON: a page signs texts and installs chains, nothing larger. */
export const maxCallCharacters = 600_000;

export interface AskMessage {
  readonly type: typeof askMessage;
  readonly id: string;
  /** Left out where the page only says that it still waits. */
  readonly call?: unknown;
  /** The page cannot wait: the answer is sent to the content script, for the page's next call of the same kind. */
  readonly isLater?: boolean;
}

export interface LaterMessage {
  readonly type: typeof laterMessage;
  readonly id: string;
  readonly answer: unknown;
}
