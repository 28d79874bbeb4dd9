// 社保用户证书更新快速通道: 输入经办人姓名、电话、pin 码后点击验证，然后点击“更新证书” (manual, 二).
import type { Page } from '../../page-kinds.ts';
import { agentNameWords, agentPhoneWords, box, button, jobWords, pinWords, renewWords, verifyWords } from './words.ts';

export const quickRenewPage: Page = {
  kind: 'quick-renew',
  variants: [
    {
      name: 'words',
      markers: [],
      fields: {
        agentName: box(...agentNameWords),
        agentPhone: box(...agentPhoneWords),
        pin: { kind: 'password', words: pinWords },
        verifyButton: button(...verifyWords),
        runButton: { ...button(...renewWords), after: 'pin', notBeside: jobWords },
      },
      optionalFields: {},
      rows: {},
    },
  ],
};
