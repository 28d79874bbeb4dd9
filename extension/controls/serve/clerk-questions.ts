// Questions for the clerk, in a window of ours, one at a time; and an end to a page that asks again and again.
import { browser } from 'wxt/browser';
import { isOwnPage } from '../../portal/check-sender.ts';
import type { ControlAnswer } from '../control-call.ts';
import { type ClerkQuestion, questionPortName, type WindowMessage } from '../question-messages.ts';
import { readCallDeadline } from './call-deadline.ts';

const widthPx = 520;
const heightPx = 640;
/** So many times No within so long, and the site is not heard for a while. */
const patience = { refusals: 3, withinMs: 120_000, silenceMs: 120_000 };
const openingMs = 30_000;

interface Current {
  readonly questionId: string;
  readonly question: ClerkQuestion;
  readonly end: (answer: ControlAnswer) => void;
  windowId?: number | undefined;
  isSeen?: boolean;
}

export interface ClerkQuestions {
  /** Resolves with the clerk's answer, by the deadline at the latest; at once where another question is open or the site is silenced. */
  readonly ask: (question: ClerkQuestion) => Promise<ControlAnswer>;
  /** Ends the open question where it belongs to this tab, or to this frame of it. */
  readonly abandon: (tabId: number, frameId?: number) => void;
}

export function createClerkQuestions(): ClerkQuestions {
  let current: Current | undefined;
  const refusals = new Map<string, number[]>();
  const silencedUntil = new Map<string, number>();

  function noteRefusal(origin: string): void {
    const now = Date.now();
    const recent = [...(refusals.get(origin) ?? []), now].filter((at) => now - at < patience.withinMs);
    refusals.set(origin, recent);
    if (recent.length >= patience.refusals) silencedUntil.set(origin, now + patience.silenceMs);
  }

  async function openWindow(own: Current): Promise<void> {
    const window = await browser.windows.create({
      type: 'popup',
      url: `/control.html?question=${own.questionId}`,
      width: widthPx,
      height: heightPx,
    });
    own.windowId = window?.id;
    // Answered or given up while it was being opened.
    if (current !== own && own.windowId !== undefined) await closeWindow(own.windowId);
  }

  async function closeWindow(windowId: number): Promise<void> {
    await browser.windows.remove(windowId).catch(() => undefined);
  }

  function ask(question: ClerkQuestion): Promise<ControlAnswer> {
    const { origin } = question;
    if ((silencedUntil.get(origin) ?? 0) > Date.now()) return Promise.resolve({ ok: false, why: 'silenced' });
    if (current) {
      if (current.windowId !== undefined)
        void browser.windows.update(current.windowId, { focused: true }).catch(() => undefined);
      return Promise.resolve({ ok: false, why: 'busy' });
    }
    return new Promise((resolve) => {
      const cancel = () => own.end({ ok: false, why: 'cancelled' });
      const deadline = readCallDeadline().then((ms) => setTimeout(cancel, ms));
      const opening = setTimeout(() => own.isSeen || cancel(), openingMs);
      const own: Current = {
        questionId: crypto.randomUUID(),
        question,
        end: (answer) => {
          if (current !== own) return;
          current = undefined;
          void deadline.then(clearTimeout);
          clearTimeout(opening);
          if (answer.ok) refusals.delete(origin);
          else noteRefusal(origin);
          if (own.windowId !== undefined) void closeWindow(own.windowId);
          resolve(answer);
        },
      };
      current = own;
      openWindow(own).catch(() => own.end({ ok: false, why: 'unavailable' }));
    });
  }

  browser.runtime.onConnect.addListener((port) => {
    if (
      port.name !== questionPortName ||
      !isOwnPage(port.sender ?? {}, browser.runtime.id, browser.runtime.getURL('/'))
    )
      return;
    let own: Current | undefined;
    port.onMessage.addListener((message: unknown) => {
      const told = message as WindowMessage;
      if (told.type === 'ready') {
        // The window of a question that has ended closes itself.
        if (!current || current.questionId !== told.questionId || current.isSeen) return port.disconnect();
        own = current;
        own.isSeen = true;
        port.postMessage(own.question);
      }
      if (told.type === 'answer') own?.end(told.answer);
    });
    port.onDisconnect.addListener(() => own?.end({ ok: false, why: 'cancelled' }));
  });

  return {
    ask,
    abandon(tabId, frameId) {
      if (current?.question.tabId !== tabId) return;
      if (frameId === undefined || frameId === 0 || frameId === current.question.frameId)
        current.end({ ok: false, why: 'cancelled' });
    },
  };
}
