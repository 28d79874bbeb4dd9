// Head of the window: whose window it is, what is done in it, and for which site.
import type { Operation } from '../../../shared/protocol/messages.ts';
import { translate } from '../../base/i18n.ts';
import { operationWords } from './operation-words.ts';

interface Props {
  readonly siteName: string;
  readonly operation: Operation;
  readonly orderNumber: string | undefined;
}

export function WindowHeader({ siteName, operation, orderNumber }: Props) {
  return (
    <header>
      <img src="/icon/48.png" alt="" width="40" height="40" />
      <div>
        <p class="brand">{translate('window_brand')}</p>
        <h1>{translate(operationWords[operation].windowTitle)}</h1>
        <p class="site" data-testid="site-name">
          {translate('site_label', siteName)}
        </p>
        {orderNumber && (
          <p class="site" data-testid="order-number">
            {translate('order_label')} <span class="number">{orderNumber}</span>
          </p>
        )}
      </div>
    </header>
  );
}
