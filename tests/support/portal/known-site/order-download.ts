// The page behind 「下载」 of a reviewed order, in its two looks (manual, 三.⑧–⑩).
import type { Page } from '../../../../extension/portal/page-kinds.ts';
import { control, platform } from './platform.ts';

export const orderDownloadPage: Page = {
  kind: 'order-download',
  origin: platform,
  pathPattern: '^/easyca/netpay/order/download\\.jsp\\?',
  urlParams: { orderNumber: 'orderNo' },
  variants: [
    {
      name: 'table',
      markers: [control, { selector: 'form[name="form1"] input[type="password"]', count: 1 }],
      fields: {
        pin: 'form[name="form1"] input[type="password"][name="pin"]',
        verifyButton: 'form[name="form1"] input[type="button"][value="验证"]',
        runButton: 'form[name="form1"] input[type="button"]:is([value="更新证书"], [value="变更证书"])',
      },
      optionalFields: {
        orderNumber: 'form[name="form1"] span#orderNo',
        agentName: 'form[name="form1"] input[name="jbrxm"]',
        agentPhone: 'form[name="form1"] input[name="lxdh"]',
        unitName: 'form[name="form1"] span#unitName',
      },
      rows: {},
    },
    {
      name: 'panel',
      markers: [control, { selector: 'form[name="certForm"] input[type="password"]', count: 1 }],
      fields: {
        pin: 'form[name="certForm"] input[type="password"][name="ukeyPwd"]',
        verifyButton: 'form[name="certForm"] a.btn-verify',
        runButton: 'form[name="certForm"] a:is(.btn-renew, .btn-change)',
      },
      optionalFields: {
        orderNumber: 'form[name="certForm"] #orderCode',
        agentName: 'form[name="certForm"] input[name="operatorName"]',
        agentPhone: 'form[name="certForm"] input[name="operatorPhone"]',
        unitName: 'form[name="certForm"] #corpName',
      },
      rows: {},
    },
  ],
};
