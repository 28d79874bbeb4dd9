// The toolbar popup: certificates and how long they live, orders and what became of them, and the way to everything else.
import { useEffect, useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { judgeClock } from '../../clock/judge-clock.ts';
import { emptyOrderBook, type OrderBook } from '../../orders/order-store.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import type { ReminderBook } from '../../reminders/reminder-book.ts';
import type { ReminderSite } from '../../reminders/reminder-site.ts';
import type { FrontPage } from '../../setup/page-in-front.ts';
import { viewCertificates } from './arrange-certificates.ts';
import { CertificateSection } from './certificate-section.tsx';
import { ClockBanner } from './clock-banner.tsx';
import type { TokenLook } from './look-for-tokens.ts';
import { OrderSection } from './order-section.tsx';
import { OtherJobs } from './other-jobs.tsx';
import { PageSection } from './page-section.tsx';
import type { PopupActions } from './popup-actions.ts';
import { PopupTools } from './popup-tools.tsx';
import { TokenLine } from './token-line.tsx';
import { useLive } from './use-live.ts';

interface Stored<T> {
  readonly read: () => Promise<T>;
  readonly watch: (listener: (value: T) => void) => () => void;
}

export interface PopupProps {
  readonly orders: Stored<OrderBook>;
  readonly reminders: Stored<ReminderBook>;
  readonly site: ReminderSite;
  /** Asks the host, after what is remembered stands on screen; runs until the signal is aborted. */
  readonly look: (onLook: (look: TokenLook) => void, signal: AbortSignal) => void;
  /** What the tab in front shows; undefined for a page that is none of our business. */
  readonly front?: FrontPage | undefined;
  /** All that are in force. */
  readonly profiles?: readonly SiteProfile[];
  readonly actions: PopupActions;
  readonly now?: () => Date;
}

function useTokens(look: PopupProps['look'], isReady: boolean): TokenLook {
  const [tokens, setTokens] = useState<TokenLook>({ state: 'asking' });
  useEffect(() => {
    if (!isReady) return;
    const abort = new AbortController();
    look(setTokens, abort.signal);
    return () => abort.abort();
  }, [look, isReady]);
  return tokens;
}

export function PopupApp({
  orders,
  reminders,
  site,
  look,
  front,
  profiles = [],
  actions,
  now = () => new Date(),
}: PopupProps) {
  const orderBook = useLive(orders.read, orders.watch);
  const reminderBook = useLive(reminders.read, reminders.watch);
  const { profile, rules } = site;
  const isReady = orderBook.state !== 'loading' && reminderBook.state !== 'loading';
  const tokens = useTokens(look, isReady);
  const moment = now();
  const hasFailed = orderBook.state === 'failed' || reminderBook.state === 'failed';
  const knownOrders = orderBook.state === 'ready' ? orderBook.value : emptyOrderBook;
  return (
    <>
      <header>
        <img src="/icon/48.png" alt="" width="28" height="28" />
        <h1>{translate('window_brand')}</h1>
        <TokenLine look={tokens} actions={actions} />
      </header>
      <main data-testid="popup" data-state={isReady ? 'ready' : 'loading'}>
        {front && <PageSection front={front} profiles={profiles} actions={actions} />}
        {!isReady && (
          <p class="soft" data-testid="popup-loading">
            {translate('popup_loading')}
          </p>
        )}
        {hasFailed && (
          <p class="notice warn" role="alert" data-testid="popup-failed">
            {translate('popup_failed')}
          </p>
        )}
        {isReady && reminderBook.state === 'ready' && (
          <>
            <ClockBanner time={judgeClock(reminderBook.value, moment)} actions={actions} />
            <CertificateSection
              views={viewCertificates(reminderBook.value, knownOrders, tokens, rules, moment)}
              look={tokens}
              portalUrl={profile.links.portal}
              firstDay={Math.max(...rules.reminderDays)}
              actions={actions}
            />
          </>
        )}
        {isReady && orderBook.state === 'ready' && (
          <OrderSection book={orderBook.value} links={profile.links} actions={actions} />
        )}
        <PopupTools actions={actions} />
        <OtherJobs links={profile.links} onOpen={actions.open} />
      </main>
    </>
  );
}
