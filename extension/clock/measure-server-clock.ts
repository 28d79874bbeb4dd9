// Reads the portal's clock off answers that we fetch anyway: their Date header against our own clock.
type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A header has whole seconds. */
const roundingMs = 500;
/** An answer that was under way for longer tells too little. */
const longestTripMs = 60_000;
/** While an order is waited for, answers come every few seconds: the same finding is not reported again sooner. */
const repeatMs = 60_000;
const noticeableMs = 60_000;

/** The portal's clock minus ours, in ms; undefined where the browser does not show the header or it makes no sense. */
export function readServerOffset(date: string | null, sentMs: number, receivedMs: number): number | undefined {
  const serverMs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(serverMs) || receivedMs < sentMs || receivedMs - sentMs > longestTripMs) return undefined;
  return serverMs + roundingMs - (sentMs + receivedMs) / 2;
}

/** `fetch` as it is, that also tells how far the server's clock is from ours, when that is news. */
export function measureServerClock(
  report: (offsetMs: number) => void,
  fetch: Fetch = (url, init) => globalThis.fetch(url, init),
  now: () => number = Date.now,
): Fetch {
  let last: { offsetMs: number; atMs: number } | undefined;
  async function measure(url: string, init: RequestInit): Promise<Response> {
    const sentMs = now();
    const response = await fetch(url, init);
    const receivedMs = now();
    const offsetMs = readServerOffset(response.headers.get('date'), sentMs, receivedMs);
    if (offsetMs === undefined) return response;
    const isNews =
      !last || Math.abs(last.offsetMs - offsetMs) > noticeableMs || Math.abs(receivedMs - last.atMs) > repeatMs;
    if (isNews) {
      last = { offsetMs, atMs: receivedMs };
      report(offsetMs);
    }
    return response;
  }
  return async (url, init) => {
    const response = await measure(url, init);
    // Of a redirect that is not followed, as to a login, the browser shows nothing: the same server's first page has a date, too.
    const isOld = !last || Math.abs(now() - last.atMs) > repeatMs;
    if (response.type === 'opaqueredirect' && isOld) {
      const { signal } = init;
      const probe: RequestInit = { method: 'HEAD', credentials: 'omit', cache: 'no-store', redirect: 'manual' };
      await measure(new URL('/', url).href, { ...probe, ...(signal ? { signal } : {}) }).catch(() => undefined);
    }
    return response;
  };
}
