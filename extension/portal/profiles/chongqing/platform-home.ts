// The platform's first page after the login, with its six jobs; and the pages that we lead to.
import type { Page } from '../../page-kinds.ts';
import type { SiteProfile } from '../../profile.ts';
import { platform } from './platform.ts';

export const platformHomePage: Page = {
  kind: 'platform-home',
  origin: platform,
  pathPattern: '^/easyca/netpay/home\\.jsp(\\?|$)',
  variants: [
    { name: 'table', markers: [{ selector: 'table#bizMenu', count: 1 }], fields: {}, optionalFields: {}, rows: {} },
    { name: 'list', markers: [{ selector: 'ul.biz-list', count: 1 }], fields: {}, optionalFields: {}, rows: {} },
  ],
};

export const chongqingLinks: SiteProfile['links'] = {
  // The page with the three links 证书申领, 证书更新, 证书补办.
  portal: 'http://rlsbj.cq.gov.cn/wyb/sbjf/index.htm',
  login: `${platform}/easyca/netpay/`,
  home: `${platform}/easyca/netpay/home.jsp`,
  orderList: `${platform}/easyca/netpay/order/list.jsp`,
  renewByOrder: `${platform}/easyca/netpay/apply/keys.jsp?type=update`,
  upgradeKey: `${platform}/easyca/netpay/notice.jsp?type=upgrade`,
  taxKey: `${platform}/easyca/netpay/notice.jsp?type=taxkey`,
};
