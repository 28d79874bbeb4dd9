// The content script's part of the bridge: carries questions down, and answers and news up. A page waits for its answer behind
// an event that has not ended.
import { browser } from 'wxt/browser';
import { canComeLater, createKeptAnswers, kindOf } from './keep-answers.ts';
import {
  type AskMessage,
  answerEvent,
  askEvent,
  askMessage,
  helloMessage,
  type LaterMessage,
  laterMessage,
  linkEvent,
  maxCallCharacters,
  newsEvent,
  newsMessage,
  waitEvent,
  wantLinkEvent,
} from './names.ts';
import { mayWait, refused, waitForAnswer } from './wait-for-answer.ts';

function readDetail(event: Event): { id: string; call?: unknown } | undefined {
  const text: unknown = (event as CustomEvent).detail;
  if (typeof text !== 'string' || text.length > maxCallCharacters) return undefined;
  try {
    const { id, call } = JSON.parse(text) as { id?: unknown; call?: unknown };
    return typeof id === 'string' ? { id, call } : undefined;
  } catch {
    // The page's doing: nothing that anybody waits for.
    return undefined;
  }
}

/** False where nobody answers any more: the extension was updated under this page. */
function send(message: object, hear?: (answer: unknown) => void): boolean {
  try {
    browser.runtime.sendMessage(message).then(hear, () => undefined);
    return true;
  } catch {
    return false;
  }
}

/** What a page only tells. */
const isNote = (call: string) => kindOf(call) === 'note';
const askedLimit = 50;
/** `randomUUID` is not there on plain HTTP. */
const makeId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

export function startBridge(): void {
  // A sandboxed frame has the site's address and not its origin; Firefox does not tell the background so.
  if (!/^https?:/.test(window.origin)) return;
  const kept = createKeptAnswers();
  /** Calls of which the page has not yet said whether it waits for them: only those that were heard are waited for. */
  const asked = new Map<string, string>();
  let canWait = mayWait();
  let node: EventTarget = document;

  const tell = (name: string, detail: string) => node.dispatchEvent(new CustomEvent(name, { detail }));
  const tellNews = (news: object) => tell(newsEvent, JSON.stringify(news));

  function ask(id: string, call: unknown): void {
    const message: AskMessage = { type: askMessage, id, call };
    const text = JSON.stringify(call) ?? '';
    if ((canWait || isNote(text)) && !send(message)) return;
    // A page that waits says so at once; one that never does is forgotten.
    if (asked.size >= askedLimit) asked.clear();
    asked.set(id, canWait ? '' : text);
  }

  function answerLater(id: string): string {
    const call = asked.get(id) ?? '';
    asked.delete(id);
    if (call === '') return refused('forbidden');
    const known = kept.take(call);
    if (known !== undefined) return known;
    const canCome = canComeLater(kindOf(call));
    if (!canCome || kept.await(id, call)) {
      const message: AskMessage = { type: askMessage, id, call: JSON.parse(call), isLater: true };
      send(message);
    }
    return refused(canCome ? 'cancelled' : 'unavailable');
  }

  function wait(id: string): string {
    if (!asked.has(id)) return refused('unavailable');
    if (!canWait) return answerLater(id);
    asked.delete(id);
    const text = waitForAnswer(id, () => send({ type: askMessage, id }));
    if (text !== undefined) return text;
    // From now on the other way; what this call asked for ends.
    canWait = false;
    send({ type: askMessage, id });
    send({ type: askMessage, id: makeId(), call: { kind: 'blocked' } });
    return refused('unavailable');
  }

  function listen(target: EventTarget): void {
    target.addEventListener(askEvent, (event) => {
      const question = readDetail(event);
      if (question) ask(question.id, question.call);
    });
    target.addEventListener(waitEvent, (event) => {
      const question = readDetail(event);
      if (question) tell(answerEvent, wait(question.id));
    });
  }

  listen(document);
  document.addEventListener(linkEvent, (event) => {
    const { relatedTarget } = event as MouseEvent;
    if (node !== document || !(relatedTarget instanceof Element)) return;
    node = relatedTarget;
    listen(node);
  });
  document.dispatchEvent(new CustomEvent(wantLinkEvent));

  browser.runtime.onMessage.addListener((message: unknown) => {
    const { type, news } = (message ?? {}) as { type?: unknown; news?: object };
    if (type === newsMessage && news) {
      kept.forget();
      tellNews(news);
    }
    if (type === laterMessage) {
      const { id, answer } = message as LaterMessage;
      kept.keep(id, answer);
    }
    return undefined;
  });
  if (!canWait) send({ type: askMessage, id: makeId(), call: { kind: 'blocked' } });
  send({ type: helloMessage }, (answer) => {
    if (typeof answer === 'object' && answer !== null) tellNews(answer);
  });
}
