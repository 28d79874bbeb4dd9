// The certificates of the plugged-in U盾 as a page's control shows them: asked of the host, and kept while no U盾 comes or goes.
import { connectHost } from '../../host/connect-host.ts';
import { keepHost } from '../../host/keep-host.ts';
import type { VisibleCertificate } from '../control-call.ts';

/** Without a question for so long the host is let go. */
const idleMs = 60_000;

export interface TokenCertificates {
  /** Rejects with an AppError as the host's connection does. */
  readonly read: () => Promise<readonly VisibleCertificate[]>;
  readonly forget: () => void;
}

/** @param onChange called when a U盾 comes or goes */
export function createTokenCertificates(onChange: () => void): TokenCertificates {
  const host = keepHost(connectHost);
  let known: Promise<readonly VisibleCertificate[]> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let watching: AbortController | undefined;

  const forget = () => {
    known = undefined;
  };
  const letGo = () => {
    watching?.abort();
    watching = undefined;
    forget();
    host.close();
  };
  const stayAwhile = () => {
    clearTimeout(timer);
    timer = setTimeout(letGo, idleMs);
  };
  function watch(): void {
    if (watching) return;
    const own = new AbortController();
    watching = own;
    const end = () => {
      if (watching === own) watching = undefined;
      forget();
    };
    host
      .watchTokens(() => {
        forget();
        onChange();
      }, own.signal)
      .then(end, end);
  }

  return {
    forget,
    read() {
      stayAwhile();
      known ??= host
        .get()
        .then(({ call }) => {
          watch();
          return call('list-certificates', {});
        })
        .then(({ certificates }) => certificates);
      known.catch(forget);
      return known;
    },
  };
}
