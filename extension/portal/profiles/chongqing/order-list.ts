// 订单查询: the page in its two looks, and the same as data.
import type { OrderList } from '../../order-list-schema.ts';
import type { Page } from '../../page-kinds.ts';
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
            unitName: 'td.dwmc',
            state: 'td.zt > span',
            operations: 'td.cz',
          },
          optionalFields: {
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
            unitName: '.order-unit',
            state: '.order-state',
            operations: '.order-ops',
          },
          optionalFields: {
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

export const chongqingOrderList: OrderList = {
  url: `${platform}/easyca/netpay/order/list.do`,
  deadlineMs: 30_000,
  answer: { code: 'code', message: 'msg', data: 'data', okCode: '0' },
  loggedOutCodes: ['9001'],
  fields: {
    orderNumber: 'orderNo',
    kind: 'typeName',
    unitName: 'unitName',
    orderedAt: 'applyTime',
    state: 'statusName',
    reasons: 'reasons',
    reasonMaterial: 'name',
    reasonText: 'reason',
    carrier: 'expressName',
    trackingNumber: 'expressNo',
  },
  kinds: { 证书新办: 'new', 证书更新: 'renew', 证书变更: 'change', 证书补办: 'replace' },
  states: {
    待提交: 'draft',
    资料待审核: 'reviewing',
    审核不通过: 'rejected',
    审核通过: 'approved',
    制作中: 'making',
    已邮寄: 'posted',
    已下载: 'downloaded',
  },
  utcOffset: '+08:00',
  // A review takes a working day (manual, 一); sessions of such sites last some 30 minutes.
  pollMinutes: { usual: 15, longest: 240 },
};
