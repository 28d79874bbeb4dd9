// The platform's first page after the login, with its six jobs.
import type { Page } from '../../../../extension/portal/page-kinds.ts';
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
