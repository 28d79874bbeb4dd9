// 订单查询: the page by its words, and the same as data.
import type { OrderList } from '../../order-list-schema.ts';
import type { Page } from '../../page-kinds.ts';
import { materialWords } from './materials.ts';
import { platform } from './platform.ts';
import { link, orderNumberWords, unitNameWords, value } from './words.ts';

const kinds: OrderList['kinds'] = { 证书新办: 'new', 证书更新: 'renew', 证书变更: 'change', 证书补办: 'replace' };
const states: OrderList['states'] = {
  待提交: 'draft',
  资料待审核: 'reviewing',
  审核不通过: 'rejected',
  审核通过: 'approved',
  制作中: 'making',
  已邮寄: 'posted',
  已下载: 'downloaded',
};
const oneOf = (words: object) => Object.keys(words).map((word) => `^${word}$`);

export const orderListPage: Page = {
  kind: 'order-list',
  variants: [
    {
      name: 'words',
      markers: [{ kind: 'label', words: orderNumberWords }],
      fields: {},
      optionalFields: {},
      rows: {
        orders: {
          around: 'orderNumber',
          fields: {
            orderNumber: value(orderNumberWords, ['[0-9A-Za-z-]{4,}']),
            kind: value(['业务类型|办理事项|业务名称|订单类型|申请类型|办理业务|业务种类|类型'], oneOf(kinds)),
            state: value(['订单状态|状态|办理状态|审核状态|当前状态|处理状态'], oneOf(states)),
          },
          optionalFields: {
            unitName: value(
              unitNameWords,
              [...'厂店行院所局部社站队馆', '公司', '中心', '学校', '幼儿园', '集团', '委员会'].map((end) => `${end}$`),
            ),
            orderedAt: value(
              ['申请时间|提交时间|下单时间|订单时间|申请日期|创建时间|办理时间'],
              ['^\\d{4}[-/.年]\\d', '^.{2}时间[:：] ?\\d\\d\\d\\d'],
            ),
            downloadLink: link('下载|下载证书|证书下载|下载新证书'),
            express: value(
              ['物流信息|快递信息|邮寄信息|快递单号|物流单号'],
              ['快递', '邮政', 'EMS', '顺丰', '圆通', '中通', '申通', '韵达', '京东', '极兔'].map(
                (name) => `^${name}\\S*[:：]`,
              ),
            ),
          },
          rows: {
            reasons: {
              around: 'material',
              fields: { material: { kind: 'label', words: materialWords } },
              optionalFields: {},
              rows: {},
            },
          },
        },
      },
    },
  ],
};

export const chongqingOrderList: OrderList = {
  confirmed: false,
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
  kinds,
  states,
  utcOffset: '+08:00',
  // A review takes a working day (manual, 一); sessions of such sites last some 30 minutes.
  pollMinutes: { usual: 15, longest: 240 },
};
