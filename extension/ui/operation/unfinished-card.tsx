// An order that was left unfinished: go on with it, or abandon it.
import type { Order } from '../../../shared/protocol/messages.ts';
import { formatDate } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import { operationWords } from './operation-words.ts';

interface Props {
  readonly order: Order;
  readonly onResume: () => void;
  readonly onAbandon: () => void;
}

export function UnfinishedCard({ order, onResume, onAbandon }: Props) {
  return (
    <section
      class="card"
      aria-labelledby="unfinished-heading"
      data-testid="unfinished-card"
      data-order-id={order.orderId}
      data-next-step={order.nextStep}
    >
      <h2 id="unfinished-heading">{translate(operationWords[order.operation].unfinishedHeading)}</h2>
      <p>{translate(operationWords[order.operation].unfinishedText, order.unitName, formatDate(order.startedAt))}</p>
      <dl class="facts">
        <dt>{translate('chip_number_label')}</dt>
        <dd class="number">{order.chipNumber}</dd>
        <dt>{translate('unfinished_order_label')}</dt>
        <dd class="number">{order.orderNumber}</dd>
      </dl>
      <div class="actions">
        <button type="button" class="primary" data-testid="resume-button" onClick={onResume}>
          {translate('continue_button')}
        </button>
        <button type="button" class="plain" data-testid="abandon-button" onClick={onAbandon}>
          {translate('abandon_button')}
        </button>
      </div>
    </section>
  );
}
