// The content script's part of the bridge. A question must leave within the page's own call: the page's thread waits behind it.
import { browser } from 'wxt/browser';
import {
  type AskMessage,
  askEvent,
  askMessage,
  helloMessage,
  maxCallCharacters,
  newsEvent,
  newsMessage,
} from './names.ts';

function readQuestion(event: Event): AskMessage | undefined {
  const text: unknown = (event as CustomEvent).detail;
  if (typeof text !== 'string' || text.length > maxCallCharacters) return undefined;
  try {
    const { id, call } = JSON.parse(text) as { id?: unknown; call?: unknown };
    return typeof id === 'string' ? { type: askMessage, id, call } : undefined;
  } catch {
    // The page's doing: nothing that anybody waits for.
    return undefined;
  }
}

function send(message: object): Promise<unknown> {
  try {
    return browser.runtime.sendMessage(message).catch(() => undefined);
  } catch {
    // The extension was updated under this page: nobody answers until it is loaded again.
    return Promise.resolve(undefined);
  }
}

export function startBridge(): void {
  // A sandboxed frame has the site's address and not its origin; Firefox does not tell the background so.
  if (window.origin === 'null') return;
  const tell = (news: object) => document.dispatchEvent(new CustomEvent(newsEvent, { detail: JSON.stringify(news) }));
  document.addEventListener(askEvent, (event) => {
    const question = readQuestion(event);
    if (question) void send(question);
  });
  browser.runtime.onMessage.addListener((message: unknown) => {
    const { type, news } = (message ?? {}) as { type?: unknown; news?: object };
    if (type === newsMessage && news) tell(news);
    return undefined;
  });
  void send({ type: helloMessage }).then((answer) => {
    if (typeof answer === 'object' && answer !== null) tell(answer);
  });
}
