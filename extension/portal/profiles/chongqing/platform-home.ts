// The platform's first page after the login, with its six jobs; and the pages that we lead to.
import type { Page } from '../../page-kinds.ts';
import type { SiteProfile } from '../../profile.ts';
import { platform } from './platform.ts';
import { link } from './words.ts';

export const platformHomePage: Page = {
  kind: 'platform-home',
  variants: [
    {
      name: 'words',
      markers: [
        ...['证书新办', '证书更新', '证书变更', '证书补办', '订单查询'].map((word) => link(word)),
        // The login page tells of the same jobs.
        { kind: 'password', words: ['密码|登录密码|口令|用户密码'], count: 0 },
      ],
      fields: {},
      optionalFields: {},
      rows: {},
    },
  ],
};

/** The two addresses of the manual: what lies behind them nobody has told, and the clerk finds it from there. */
const login = `${platform}/easyca/netpay/`;
export const chongqingLinks: SiteProfile['links'] = {
  portal: 'http://rlsbj.cq.gov.cn/',
  login,
  home: login,
  orderList: login,
  renewByOrder: login,
  upgradeKey: login,
  taxKey: login,
};
