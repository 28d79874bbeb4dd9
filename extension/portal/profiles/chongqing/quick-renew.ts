// 社保用户证书更新快速通道: 输入经办人姓名、电话、pin 码后点击验证，然后点击“更新证书” (manual, 二).
import type { Page } from '../../page-kinds.ts';
import {
  agentNameWords,
  agentPhoneWords,
  box,
  button,
  jobWords,
  otherFormWords,
  pinWords,
  plainPasswordWords,
  renewWords,
  surelyAgentWords,
  verifyWords,
} from './words.ts';

const common = {
  agentPhone: box(...agentPhoneWords),
  verifyButton: button(...verifyWords),
  runButton: { ...button(...renewWords), after: 'pin', notBeside: jobWords, notBehind: otherFormWords },
};
const others = { markers: [], optionalFields: {}, rows: {} };

export const quickRenewPage: Page = {
  kind: 'quick-renew',
  variants: [
    {
      name: 'words',
      fields: { agentName: box(...agentNameWords), pin: { kind: 'password', words: pinWords }, ...common },
      ...others,
    },
    {
      name: 'words',
      fields: {
        agentName: box(...surelyAgentWords),
        pin: { kind: 'password', words: plainPasswordWords },
        ...common,
      },
      ...others,
    },
  ],
};
