// On 订单查询: an order that was never submitted says so, with the way back. Else a clerk waits for a review that nobody begins.
import { translate } from '../../base/i18n.ts';
import { insertAfterUntil } from '../change-page.ts';
import { defineFeature } from '../define-feature.ts';
import { noteStyles } from '../page-note.ts';
import { isOfOurs, readOrder } from '../read-orders.ts';

export const unsubmittedOrdersFeature = defineFeature({
  id: 'unsubmitted-orders',
  kinds: ['order-list'],
  init(page, { signal, profile }) {
    for (const row of page.rows.orders) {
      const { state } = row.fields;
      const order = readOrder(row);
      if (!isOfOurs(order) || profile.orderList.states[order.state] !== 'draft') continue;
      const note = state.ownerDocument.createElement('p');
      note.textContent = translate('page_order_not_submitted');
      // Between two cells a table has no room.
      insertAfterUntil(
        signal,
        state.tagName === 'TD' ? (state.lastChild ?? state) : state,
        'unsubmitted-order',
        noteStyles,
        note,
      );
    }
  },
});
