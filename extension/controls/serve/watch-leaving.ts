// Whether the clerk reloads or leaves a page that waits: it cannot go before its call has ended, so the call ends then.
import { browser } from 'wxt/browser';

const lookMs = 500;

interface LeavingTab {
  /** Chromium: where the tab itself, not a frame of it, is on its way to. */
  readonly pendingUrl?: string;
}

/** @returns the way to stop watching */
export function watchLeaving(tabId: number, leave: () => void): () => void {
  const { onUpdated } = browser.tabs;
  // Chromium tells of a reload only when the page has gone, which it cannot: it has to be looked for.
  const timer = setInterval(() => {
    browser.tabs.get(tabId).then(
      (tab) => (tab as LeavingTab).pendingUrl !== undefined && leave(),
      // The tab is gone: that is told by itself.
      () => undefined,
    );
  }, lookMs);
  // Firefox tells at once, of the tab itself only. In Chromium a frame that loads would say the same.
  const hear = (id: number, { status }: { status?: string | undefined }) => {
    if (id === tabId && status === 'loading' && import.meta.env.FIREFOX) leave();
  };
  onUpdated.addListener(hear);
  return () => {
    clearInterval(timer);
    onUpdated.removeListener(hear);
  };
}
