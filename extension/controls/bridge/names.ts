// Names that the page's world, the content script and the background share. A page can read and forge all of them.

/** A page's question goes down, news of ours come up, each as JSON in `detail`. */
export const askEvent = 'shebao-assistant-ask';
export const newsEvent = 'shebao-assistant-news';

/** Below it, on the page's own origin, answers are fetched; no request to it leaves the browser. */
export const answerPath = '/__shebao_assistant__/';

export const askMessage = 'shebao-control-ask';
export const helloMessage = 'shebao-control-hello';
export const newsMessage = 'shebao-control-news';

/** A call ends by then, whatever happens. */
export const deadlineMs = 120_000;

/** Of one call as JSON: a page signs texts and installs chains, nothing larger. */
export const maxCallCharacters = 600_000;

export interface AskMessage {
  readonly type: typeof askMessage;
  readonly id: string;
  /** Left out where the page only says that it still waits. */
  readonly call?: unknown;
}
