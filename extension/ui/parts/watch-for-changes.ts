// Notices by itself that a U盾 was plugged in or pulled: the host tells, or, where it is too old for that, is asked again and again.
import { toAppError } from '../../../shared/errors/app-error.ts';

/** A page that wants to know. */
export interface WatchedPage {
  /** How long to wait before the host is asked again, where it cannot tell by itself; undefined while there is nothing to look for. */
  readonly readPauseMs: () => number | undefined;
  /** Calls back whenever that may have changed. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Has the host watch. Rejects when it ends, for whatever reason; `signal` ends it. */
  readonly watch: (onChange: () => void, signal: AbortSignal) => Promise<unknown>;
  /** Looks again, quietly. False when the page is busy and wants to be told once more. */
  readonly refresh: () => Promise<boolean>;
}

/** Runs for the life of the page; while the page is hidden, or has nothing to look for, nothing runs at all. */
export async function watchForChanges(page: WatchedPage): Promise<never> {
  let isHostAble = true;
  while (true) {
    await waitUntil(page, () => isWanted(page));
    const hasFailed = isHostAble ? await watchOnce(page) : true;
    // Stopped by us: it starts again when it is wanted again.
    if (hasFailed === false) continue;
    if (hasFailed === 'HOST_TOO_OLD') isHostAble = false;
    await new Promise((resolve) => setTimeout(resolve, page.readPauseMs() ?? 0));
    if (isWanted(page)) await page.refresh();
  }
}

const isWanted = ({ readPauseMs }: WatchedPage) => !document.hidden && readPauseMs() !== undefined;

/** @returns false when it was ended by us, else what ended it */
async function watchOnce(page: WatchedPage): Promise<string | false> {
  const abort = new AbortController();
  const stop = onceUnwanted(page, () => abort.abort());
  const refresh = createRefresher(page, abort.signal);
  try {
    await page.watch(refresh, abort.signal);
    return false;
  } catch (error) {
    // The connection may have been dropped: the next look opens another, and says so on the page where that fails.
    return abort.signal.aborted ? false : toAppError(error).code;
  } finally {
    stop();
    abort.abort();
  }
}

/** A change that comes while the page is busy is looked at when it is not any more. */
function createRefresher(page: WatchedPage, signal: AbortSignal): () => void {
  let isDue = false;
  const refresh = async () => {
    isDue = true;
    if (await page.refresh()) isDue = false;
  };
  const stop = page.subscribe(() => {
    if (isDue) void refresh();
  });
  signal.addEventListener('abort', stop, { once: true });
  return () => void refresh();
}

function onceUnwanted(page: WatchedPage, stop: () => void): () => void {
  const look = () => {
    if (!isWanted(page)) stop();
  };
  return listen(page, look);
}

function waitUntil(page: WatchedPage, isTrue: () => boolean): Promise<void> {
  if (isTrue()) return Promise.resolve();
  return new Promise((resolve) => {
    const end = listen(page, () => {
      if (!isTrue()) return;
      end();
      resolve();
    });
  });
}

function listen({ subscribe }: WatchedPage, look: () => void): () => void {
  const end = subscribe(look);
  document.addEventListener('visibilitychange', look);
  return () => {
    end();
    document.removeEventListener('visibilitychange', look);
  };
}
