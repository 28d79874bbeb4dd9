// A site whose pages somebody has seen: the simulated portal described by selectors, as an administrator would who has it before the eyes.
import type { SiteProfile } from '../../../extension/portal/profile.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { keyTablePage } from './known-site/key-table.ts';
import { orderDownloadPage } from './known-site/order-download.ts';
import { orderListPage } from './known-site/order-list.ts';
import { platformHomePage } from './known-site/platform-home.ts';
import { quickRenewPage } from './known-site/quick-renew.ts';
import { applyFormPage, applyPrintPage, applyUploadPage, unitCheckPage } from './known-site/wizard.ts';

export const knownSite: SiteProfile = {
  ...chongqingProfile,
  origins: [unitCheckPage, quickRenewPage].flatMap(({ origin }) => origin ?? []),
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
};
