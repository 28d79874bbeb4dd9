// The 钥匙盘 table: the page in its two looks, and what is known of its rows (manual, 三.②).
import type { Page } from '../../page-kinds.ts';
import type { SiteProfile } from '../../profile.ts';
import { platform } from './platform.ts';

export const keyTablePage: Page = {
  kind: 'key-table',
  origin: platform,
  pathPattern: '^/easyca/netpay/apply/keys\\.jsp(\\?|$)',
  variants: [
    {
      name: 'table',
      markers: [{ selector: 'table#tblKey', count: 1 }],
      fields: {},
      optionalFields: {},
      rows: {
        keys: {
          selector: 'table#tblKey tr.key',
          fields: {
            name: 'td:nth-child(2)',
            chooseButton: 'input[type="button"][value^="点此"]',
            driverButton: 'input[type="button"][value="下载驱动"]',
          },
          optionalFields: {},
          rows: {},
        },
      },
    },
    {
      name: 'links',
      markers: [{ selector: 'table.key-table', count: 1 }],
      fields: {},
      optionalFields: {},
      rows: {
        keys: {
          selector: 'table.key-table tbody tr[data-key-id]',
          fields: { name: 'td.key-name', chooseButton: 'a.btn-change', driverButton: 'a.btn-driver' },
          optionalFields: {},
          rows: {},
        },
      },
    },
  ],
};

const feitian = ['飞天诚信 ePass2003', '飞天诚信 ePass1000/2000/3000', '飞天诚信 ePass3003', '飞天诚信 ePass3000GM'];
const longmai = ['龙脉 mToken GM3000', '龙脉 CryptoID'];
const others = ['海泰方圆 HaiKey', '握奇 WatchKey', 'ArgusKey', 'SoftHSM2'];

/**
 * Row 1 is what the manual tells social-insurance clerks to take. Which product the CA hands out is not public:
 * every driver of a U盾 maker counts for it. The other rows are told by the token's own label only.
 */
export const chongqingTokenKinds: SiteProfile['tokenKinds'] = [
  {
    rowName: '社保网上申报用户专用',
    isUsual: true,
    driverNames: [...feitian, ...longmai, ...others],
    tokenPatterns: ['社保', '\\bSB\\b'],
  },
  { rowName: '电子税务局用户专用', isUsual: false, driverNames: [], tokenPatterns: ['税务', '\\bSW\\b'] },
  { rowName: '公共资源交易用户专用', isUsual: false, driverNames: [], tokenPatterns: ['公共资源', 'GGZY'] },
  { rowName: '住房公积金用户专用', isUsual: false, driverNames: [], tokenPatterns: ['公积金', 'GJJ'] },
];
