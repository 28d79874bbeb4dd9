// 订单查询 in its two looks.
import type { Page } from '../../../../extension/portal/page-kinds.ts';
import { platform } from './platform.ts';

export const orderListPage: Page = {
  kind: 'order-list',
  origin: platform,
  pathPattern: '^/easyca/netpay/order/list\\.jsp(\\?|$)',
  variants: [
    {
      name: 'table',
      markers: [{ selector: 'table#tblOrder', count: 1 }],
      fields: {},
      optionalFields: {},
      rows: {
        orders: {
          selector: 'table#tblOrder tr.order',
          fields: {
            orderNumber: 'td.ddh',
            kind: 'td.ywlx',
            state: 'td.zt > span',
          },
          optionalFields: {
            unitName: 'td.dwmc',
            operations: 'td.cz',
            orderedAt: 'td.sqsj',
            downloadLink: 'td.cz a[href*="order/download.jsp"]',
            express: 'td.zt > div.kd',
          },
          rows: {
            reasons: { selector: 'td.zt > div.yy', fields: { material: 'b' }, optionalFields: {}, rows: {} },
          },
        },
      },
    },
    {
      name: 'cards',
      markers: [{ selector: 'ul.order-list', count: 1 }],
      fields: {},
      optionalFields: {},
      rows: {
        orders: {
          selector: 'ul.order-list > li.order-card',
          fields: {
            orderNumber: '.order-no',
            kind: '.order-type',
            state: '.order-state',
          },
          optionalFields: {
            unitName: '.order-unit',
            operations: '.order-ops',
            orderedAt: '.order-time',
            downloadLink: '.order-ops a.btn-download',
            express: 'p.express',
          },
          rows: {
            reasons: { selector: 'ul.reject-list > li', fields: { material: 'em' }, optionalFields: {}, rows: {} },
          },
        },
      },
    },
  ],
};
