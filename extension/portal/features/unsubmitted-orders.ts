// On 订单查询: an order that was never submitted says so, with the way back. Else a clerk waits for a review that nobody begins.
import { translate } from '../../base/i18n.ts';
import { insertAfterUntil } from '../change-page.ts';
import { defineFeature } from '../define-feature.ts';
import { noteStyles } from '../page-note.ts';
import { readText } from '../read-element.ts';

export const unsubmittedOrdersFeature = defineFeature({
  id: 'unsubmitted-orders',
  kinds: ['order-list'],
  init(page, { signal, profile }) {
    for (const { fields } of page.rows.orders) {
      if (profile.orderList.states[readText(fields.state)] !== 'draft') continue;
      const note = fields.state.ownerDocument.createElement('p');
      note.textContent = translate('page_order_not_submitted');
      insertAfterUntil(signal, fields.state, 'unsubmitted-order', noteStyles, note);
    }
  },
});
