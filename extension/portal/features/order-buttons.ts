// On 订单查询: 更新证书 or 变更证书 beside 「下载」 of each order whose certificate waits for its U盾.
import { translate } from '../../base/i18n.ts';
import { defineFeature } from '../define-feature.ts';
import { insertButtonUntil } from '../page-button.ts';
import { readOrder } from '../read-orders.ts';

export const orderButtonsFeature = defineFeature({
  id: 'order-buttons',
  kinds: ['order-list'],
  init(page, { signal, later, openOperation, profile }) {
    for (const row of page.rows.orders) {
      const { orderNumber, kind } = readOrder(row);
      const operation = profile.orderList.kinds[kind];
      const { downloadLink } = row.optionalFields;
      if (!downloadLink || (operation !== 'renew' && operation !== 'change')) continue;
      const host = insertButtonUntil(signal, downloadLink, {
        id: 'order-button',
        label: translate(operation === 'change' ? 'page_change_button' : 'page_renew_button'),
        hint: translate('page_order_button_hint', orderNumber),
        onClick: later(() => openOperation({ operation, orderNumber, agentName: '', agentPhone: '' })),
      });
      host.setAttribute('style', 'display: inline-block; vertical-align: middle; margin: 2px 6px');
      host.setAttribute('data-order-number', orderNumber);
    }
  },
});
