// 社保用户证书更新快速通道, in its two looks (manual, 二).
import type { Page } from '../../../../extension/portal/page-kinds.ts';
import { control, platform } from './platform.ts';

export const quickRenewPage: Page = {
  kind: 'quick-renew',
  origin: platform,
  pathPattern: '^/easyca/netpay/quick/(update|renew)\\.jsp(\\?|$)',
  variants: [
    {
      name: 'table',
      markers: [control, { selector: 'form[name="form1"] input[type="password"]', count: 1 }],
      fields: {
        agentName: 'form[name="form1"] input[name="jbrxm"]',
        agentPhone: 'form[name="form1"] input[name="lxdh"]',
        pin: 'form[name="form1"] input[type="password"][name="pin"]',
        verifyButton: 'input[type="button"][value="验证"]',
        runButton: 'input[type="button"][value="更新证书"]',
      },
      optionalFields: {},
      rows: {},
    },
    {
      name: 'panel',
      markers: [
        control,
        { selector: 'form[name="renewForm"] input[type="password"]', count: 1 },
        { selector: 'form[name="renewForm"] a.btn-renew', count: 1, text: '更新证书' },
      ],
      fields: {
        agentName: 'form[name="renewForm"] input[name="operatorName"]',
        agentPhone: 'form[name="renewForm"] input[name="operatorPhone"]',
        pin: 'form[name="renewForm"] input[type="password"][name="ukeyPwd"]',
        verifyButton: 'form[name="renewForm"] a.btn-verify',
        runButton: 'form[name="renewForm"] a.btn-renew',
      },
      optionalFields: {},
      rows: {},
    },
  ],
};
