// Tells the background what 订单查询 says, so that the clerk hears when a review ends.
import { defineFeature } from '../define-feature.ts';
import { readOrders } from '../read-orders.ts';

export const reportOrdersFeature = defineFeature({
  id: 'report-orders',
  kinds: ['order-list'],
  init: (page, { reportOrders }) => reportOrders(readOrders(page)),
});
