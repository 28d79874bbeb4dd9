// The 钥匙盘 table: the page by its words, and what is known of its rows (manual, 三.②).
import type { Page } from '../../page-kinds.ts';
import type { SiteProfile } from '../../profile.ts';
import { link, value } from './words.ts';

export const keyTablePage: Page = {
  kind: 'key-table',
  variants: [
    {
      name: 'words',
      markers: [
        {
          kind: 'label',
          words: ['钥匙盘|选择钥匙盘|请选择您使用的钥匙盘|选择您使用的钥匙盘|钥匙盘类型|钥匙盘名称|您使用的钥匙盘'],
        },
        link('下载驱动|驱动下载|下载驱动程序'),
      ],
      fields: {},
      optionalFields: {},
      rows: {
        keys: {
          around: 'driverButton',
          fields: {
            name: value(['钥匙盘|钥匙盘名称|钥匙盘类型'], ['专用', '社保', '税务', '公积金', '公共资源']),
            chooseButton: link('点此变更|点此更新|点此办理|点此选择|点此补办|点此申请|选择|点此新办|点此续期'),
            driverButton: link('下载驱动|驱动下载|下载驱动程序'),
          },
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
