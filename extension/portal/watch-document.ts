// Looks at a document again when it changes: pages of this kind are drawn late, redrawn, or never finished.
import { ownAttribute } from './change-page.ts';

/** True when it found what it looked for. */
export type Look = () => boolean;

const soonMs = 120;
const latestMs = 4_000;
/** Of the page's time, looking takes one part in so many. */
const share = 40;
/** So many looks in vain, and the page is left alone until the clerk does something on it. */
const patience = 40;
const clerkEvents = ['pointerdown', 'keydown', 'change', 'focus', 'hashchange', 'popstate', 'pageshow'];

const isOwn = (node: Node) => node.nodeType !== 1 || (node as Element).hasAttribute(ownAttribute);

/** Text that ticks, and what we did ourselves, are no changes of a page. */
function isChange({ type, addedNodes, removedNodes }: MutationRecord): boolean {
  return type === 'attributes' || ![...addedNodes, ...removedNodes].every(isOwn);
}

/** Calls `look` now and whenever the document may have become another, in idle time, until the signal is aborted. */
export function watchDocument(document: Document, signal: AbortSignal, look: Look): void {
  const view = document.defaultView;
  if (!view || signal.aborted) return;
  let timer: number | undefined;
  let pauseMs = soonMs;
  let vain = 0;

  const whenIdle = (run: () => void) =>
    typeof view.requestIdleCallback === 'function'
      ? view.requestIdleCallback(run, { timeout: 1_000 })
      : view.setTimeout(run);

  function lookNow(): void {
    timer = undefined;
    if (signal.aborted) return;
    const startedAt = performance.now();
    vain = look() ? 0 : vain + 1;
    pauseMs = Math.min(latestMs, Math.max(soonMs, (performance.now() - startedAt) * share));
    // What the look itself changed on the page is nothing new.
    observer.takeRecords();
    if (vain >= patience) observer.disconnect();
  }
  function lookSoon(): void {
    timer ??= view?.setTimeout(() => whenIdle(lookNow), pauseMs);
  }
  function observe(): void {
    observer.observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['class', 'style', 'hidden', 'type'],
    });
  }
  const observer = new MutationObserver((records) => {
    if (records.some(isChange)) lookSoon();
  });
  for (const type of clerkEvents)
    view.addEventListener(
      type,
      () => {
        if (vain < patience) return;
        vain = 0;
        observe();
        lookSoon();
      },
      { capture: true, passive: true, signal },
    );
  signal.addEventListener('abort', () => {
    observer.disconnect();
    view.clearTimeout(timer);
  });
  observe();
  lookNow();
}
