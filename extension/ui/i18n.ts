// The only way to words: typed keys of _locales, through the browser's own i18n.
import { browser } from 'wxt/browser';
import type messages from '../public/_locales/zh_CN/messages.json';

export type MessageKey = keyof typeof messages;

/** The message in the browser's language, with `values` put in for its placeholders in their order. */
export function translate(key: MessageKey, ...values: readonly (string | number)[]): string {
  return browser.i18n.getMessage(key, values.map(String));
}

/** Language of the words that `translate` gives, as a BCP 47 tag. */
export function currentLanguage(): 'zh-CN' | 'en' {
  return translate('language_tag') === 'en' ? 'en' : 'zh-CN';
}
