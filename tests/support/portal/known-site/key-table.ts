// The 钥匙盘 table in its two looks.
import type { Page } from '../../../../extension/portal/page-kinds.ts';
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
