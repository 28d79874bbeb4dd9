// Looks at a document again when it changes: pages of this kind are drawn late, redrawn, or never finished.
import { ownAttribute } from './change-page.ts';
import { listRoots } from './words/open-roots.ts';

/** True when it found what it looked for. */
export type Look = () => boolean;

const soonMs = 120;
const latestMs = 4_000;
/** Of the page's time, looking takes one part in so many. */
const share = 40;
/** So many looks in vain, and the page is left alone until the clerk does something on it. */
const patience = 40;
/** So many looks while elements have not been told what they are: many never are. */
const componentLooks = 3;
const clerkEvents = ['pointerdown', 'keydown', 'change', 'focus', 'hashchange', 'popstate', 'pageshow'];

const watched: MutationObserverInit = {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ['class', 'style', 'hidden', 'type'],
};

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
  let awaited = 0;

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
    if (vain >= patience || signal.aborted) observer.disconnect();
    // Components that have come since: their inside is no part of the document's tree.
    else observe();
    if (vain > 0 && !signal.aborted) awaitComponents();
  }
  function lookSoon(): void {
    timer ??= view?.setTimeout(() => whenIdle(lookNow), pauseMs);
  }
  /** An element whose script comes late gets its inside without a change of the document. */
  function awaitComponents(): void {
    if (awaited >= componentLooks || !document.querySelector(':not(:defined)')) return;
    awaited += 1;
    view?.setTimeout(lookSoon, soonMs * 4 ** awaited);
  }
  function observe(): void {
    for (const root of listRoots(document)) observer.observe(root, watched);
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
