// Firefox's way: the page's request is held until the answer is there, then redirected to it. Nobody asks twice.
import { browser } from 'wxt/browser';
import { answerPath, deadlineMs } from '../bridge/names.ts';
import { type AnswerTransport, toDataUrl, writeAnswer } from './answer-transport.ts';

interface Held {
  readonly url: Promise<string>;
  readonly release: (url: string) => void;
}

/** Undefined where requests cannot be held. */
export function createHoldingTransport(): AnswerTransport | undefined {
  const { webRequest } = browser as Partial<typeof browser>;
  if (!webRequest) return undefined;
  const held = new Map<string, Held>();
  const find = (key: string): Held => {
    const known = held.get(key);
    if (known) return known;
    let release: (url: string) => void = () => undefined;
    const url = new Promise<string>((resolve) => {
      release = resolve;
    });
    const made = { url, release };
    held.set(key, made);
    // Requests that no question belongs to end as well; the page gives up by itself a little later.
    setTimeout(() => {
      release(toDataUrl(writeAnswer({ ok: false, why: 'cancelled' })));
      held.delete(key);
    }, deadlineMs + 2_000);
    return made;
  };
  // At the top of the background's start, so that a request wakes it.
  webRequest.onBeforeRequest.addListener(
    // Firefox takes a promise; the types are Chromium's.
    (({ url, tabId }: { url: string; tabId: number }) => {
      const { origin, pathname } = new URL(url);
      const { url: answered } = find(`${tabId} ${origin} ${pathname.slice(answerPath.length)}`);
      return answered.then((redirectUrl) => ({ redirectUrl }));
    }) as never,
    { urls: [`http://*${answerPath}*`, `https://*${answerPath}*`], types: ['xmlhttprequest'] },
    ['blocking'],
  );
  return {
    async deliver({ id, tabId, origin }, answer) {
      find(`${tabId} ${origin} ${id}`).release(toDataUrl(writeAnswer(answer)));
    },
    async protect() {
      // Held requests never leave the browser.
    },
  };
}
