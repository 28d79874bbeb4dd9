// One order in the popup: what it is, its state and since when, why, and what comes next.

import { formatDate } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import { isOpen, isReadyToInstall, type KnownOrder, needsClerk } from '../../orders/known-order.ts';
import { wordNextStep, wordReasons } from '../../orders/order-words.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import type { PopupActions } from './popup-actions.ts';

interface Props {
  readonly order: KnownOrder;
  readonly links: SiteProfile['links'];
  readonly actions: Pick<PopupActions, 'open' | 'forget' | 'install'>;
}

function chooseTone(order: KnownOrder): string {
  if (order.stage === 'rejected') return 'bad';
  if (needsClerk(order)) return 'warn';
  return isOpen(order) ? 'plain' : 'good';
}

export function OrderItem({ order, links, actions }: Props) {
  const { orderNumber, kindText, unitName, stateText, since, express } = order;
  const reasons = wordReasons(order);
  return (
    <li class="order" data-testid="order" data-order-number={orderNumber} data-stage={order.stage}>
      <div class="order-head">
        <span class="order-kind">{kindText}</span>
        <span class={`order-state ${chooseTone(order)}`} data-testid="order-state">
          {stateText}
        </span>
      </div>
      <p class="unit">{unitName}</p>
      <p class="soft">
        <span class="number">{orderNumber}</span> · {translate('popup_since', formatDate(since))}
      </p>
      {reasons.length > 0 && (
        <ul class="reasons" data-testid="order-reasons">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {express && (
        <p data-testid="order-express">
          <span class="number">{express}</span>
        </p>
      )}
      <p class="next" data-testid="order-next">
        {wordNextStep(order)}
      </p>
      <div class="order-actions">
        {isReadyToInstall(order) && (
          <button type="button" class="primary" data-testid="install-order" onClick={() => actions.install(order)}>
            {translate(order.kind === 'change' ? 'change_button' : 'renew_button')}
          </button>
        )}
        <button
          type="button"
          class="plain"
          aria-label={translate('popup_open_order_label', orderNumber)}
          data-testid="open-order"
          onClick={() => actions.open(links.orderList)}
        >
          {translate('popup_open_orders')}
        </button>
        {!isOpen(order) && (
          <button
            type="button"
            class="plain"
            aria-label={translate('popup_forget_label', orderNumber)}
            data-testid="forget-order"
            onClick={() => void actions.forget(orderNumber)}
          >
            {translate('popup_forget')}
          </button>
        )}
      </div>
    </li>
  );
}
