// What each kind of question is called, and what its button says.
import type { MessageKey } from '../../base/i18n.ts';
import type { ClerkCall } from '../../controls/question-messages.ts';

interface Words {
  readonly title: MessageKey;
  /** `$site$` stands for the site's address. */
  readonly ask: MessageKey;
  readonly button: MessageKey;
}

export const questionWords: Readonly<Record<ClerkCall['kind'], Words>> = {
  certificates: { title: 'control_title_allow', ask: 'control_ask_allow', button: 'control_button_allow' },
  choose: { title: 'control_title_choose', ask: 'control_ask_choose', button: 'control_button_choose' },
  sign: { title: 'control_title_sign', ask: 'control_ask_sign', button: 'control_button_sign' },
  login: { title: 'control_title_login', ask: 'control_ask_login', button: 'control_button_login' },
  'change-pin': {
    title: 'control_title_change_pin',
    ask: 'control_ask_change_pin',
    button: 'control_button_change_pin',
  },
  generate: { title: 'control_title_generate', ask: 'control_ask_generate', button: 'control_button_generate' },
  install: { title: 'control_title_install', ask: 'control_ask_install', button: 'control_button_install' },
};
