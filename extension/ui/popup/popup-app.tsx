// The toolbar popup: orders and what became of them, our own pages, and the platform's other jobs.
import { useEffect, useState } from 'preact/hooks';
import type { OrderBook } from '../../orders/order-store.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import { translate } from '../i18n.ts';
import { OrderItem } from './order-item.tsx';
import { OtherJobs } from './other-jobs.tsx';
import { PollState } from './poll-state.tsx';
import type { PopupActions } from './popup-actions.ts';

interface Props {
  readonly readBook: () => Promise<OrderBook>;
  readonly watchBook: (listener: (book: OrderBook) => void) => () => void;
  readonly links: SiteProfile['links'];
  readonly actions: PopupActions;
}

function useOrderBook({ readBook, watchBook }: Pick<Props, 'readBook' | 'watchBook'>): OrderBook | undefined {
  const [book, setBook] = useState<OrderBook>();
  useEffect(() => {
    void readBook().then(setBook);
    return watchBook(setBook);
  }, [readBook, watchBook]);
  return book;
}

export function PopupApp({ readBook, watchBook, links, actions }: Props) {
  const book = useOrderBook({ readBook, watchBook });
  return (
    <>
      <header>
        <img src="/icon/48.png" alt="" width="28" height="28" />
        <h1>{translate('window_brand')}</h1>
      </header>
      <main data-testid="popup" data-state={book ? 'ready' : 'loading'}>
        <section aria-labelledby="orders-heading">
          <h2 id="orders-heading">{translate('popup_orders_heading')}</h2>
          {!book && (
            <p class="soft" data-testid="popup-loading">
              {translate('popup_loading')}
            </p>
          )}
          {book && <PollState book={book} links={links} actions={actions} />}
          {book && book.orders.length === 0 && (
            <div class="empty" data-testid="popup-empty">
              <p>{translate('popup_empty')}</p>
              <p class="soft">{translate('popup_empty_hint')}</p>
              <button
                type="button"
                class="secondary"
                data-testid="open-orders"
                onClick={() => actions.open(links.orderList)}
              >
                {translate('popup_open_orders')}
              </button>
            </div>
          )}
          {book && book.orders.length > 0 && (
            <ul class="orders">
              {book.orders.map((order) => (
                <OrderItem key={order.orderNumber} order={order} links={links} actions={actions} />
              ))}
            </ul>
          )}
        </section>
        <nav class="tools" aria-label={translate('popup_tools_label')}>
          <button type="button" class="secondary" data-testid="open-forms" onClick={() => actions.open('/forms.html')}>
            {translate('popup_forms')}
          </button>
          <button type="button" class="secondary" data-testid="open-units" onClick={() => actions.open('/units.html')}>
            {translate('popup_units')}
          </button>
        </nav>
        <OtherJobs links={links} onOpen={actions.open} />
      </main>
    </>
  );
}
