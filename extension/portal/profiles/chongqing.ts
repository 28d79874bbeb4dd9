// The built-in profile: Chongqing's social-insurance portal and the self-service platform of its CA (words and steps as the operation manual has them).
// No zod here: the content script bundles this file. A unit test checks it against the schema.
import type { SiteProfile } from '../profile.ts';
import { chongqingControls } from './chongqing/controls.ts';
import { chongqingTokenKinds, keyTablePage } from './chongqing/key-table.ts';
import { chongqingMaterials } from './chongqing/materials.ts';
import { orderDownloadPage } from './chongqing/order-download.ts';
import { chongqingOrderList, orderListPage } from './chongqing/order-list.ts';
import { chongqingOrderService } from './chongqing/order-service.ts';
import { chongqingOrigins } from './chongqing/platform.ts';
import { chongqingLinks, platformHomePage } from './chongqing/platform-home.ts';
import { quickRenewPage } from './chongqing/quick-renew.ts';
import { applyFormPage, applyPrintPage, applyUploadPage, unitCheckPage } from './chongqing/wizard.ts';

export const chongqingProfile: SiteProfile = {
  id: 'chongqing',
  displayName: { zh: '重庆市社会保险网上经办平台', en: 'Chongqing Social Insurance Online Services' },
  origins: chongqingOrigins,
  pages: [
    quickRenewPage,
    orderDownloadPage,
    orderListPage,
    keyTablePage,
    platformHomePage,
    unitCheckPage,
    applyFormPage,
    applyPrintPage,
    applyUploadPage,
  ],
  controls: chongqingControls,
  orderService: chongqingOrderService,
  orderList: chongqingOrderList,
  materials: chongqingMaterials,
  tokenKinds: chongqingTokenKinds,
  links: chongqingLinks,
  // By these names the platform's own pages look for its certificates.
  issuerNames: ['Chongqing  CA', 'East-Zhongxun CA'],
  pinnedCaCertificates: [],
  // Sister services of the same city renew from 3 months before the end until a year after.
  renewalWindow: { daysBeforeExpiry: 90, daysAfterExpiry: 365 },
  reminderDays: [90, 60, 30, 15, 7, 1],
  retireOldAfterDays: 30,
};
