// The page behind 「下载」 of a reviewed order: 输入pin码后点击验证，然后点击“变更证书” (manual, 三.⑧–⑩).
import type { Page } from '../../page-kinds.ts';
import {
  agentNameWords,
  agentPhoneWords,
  box,
  button,
  changeWords,
  jobWords,
  orderNumberWords,
  otherFormWords,
  pinWords,
  renewWords,
  unitNameWords,
  value,
  verifyWords,
} from './words.ts';

export const orderDownloadPage: Page = {
  kind: 'order-download',
  variants: [
    {
      name: 'words',
      markers: [],
      fields: {
        pin: { kind: 'password', words: pinWords },
        verifyButton: button(...verifyWords),
        runButton: {
          ...button(`${renewWords[0]}|${changeWords[0]}`),
          after: 'pin',
          notBeside: jobWords,
          notBehind: otherFormWords,
        },
      },
      optionalFields: {
        orderNumber: value(orderNumberWords, ['[0-9A-Za-z-]{4,}']),
        agentName: box(...agentNameWords),
        agentPhone: box(...agentPhoneWords),
        unitName: value(unitNameWords),
      },
      rows: {},
    },
  ],
};
