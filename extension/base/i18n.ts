// The only way to words: typed keys of _locales, through the browser's own i18n, or in the language that was chosen instead.
import { browser } from 'wxt/browser';
import type messages from '../public/_locales/zh_CN/messages.json';
import { fillMessage, type Message } from './fill-message.ts';

export type MessageKey = keyof typeof messages;

export interface Words {
  readonly language: 'zh_CN' | 'en';
  /** The whole of _locales/<language>/messages.json. */
  readonly messages: Readonly<Record<string, Message>>;
}

let chosen: Words | undefined;

/** Takes other words than the browser's from now on; undefined goes back to those. Before anything is drawn. */
export function setWords(words: Words | undefined): void {
  chosen = words;
}

/** The message, with `values` put in for its placeholders in their order. */
export function translate(key: MessageKey, ...values: readonly (string | number)[]): string {
  const texts = values.map(String);
  const message = chosen?.messages[key];
  return message ? fillMessage(message, texts) : browser.i18n.getMessage(key, texts);
}

/** Language of the words that `translate` gives, as a BCP 47 tag. */
export function currentLanguage(): 'zh-CN' | 'en' {
  return translate('language_tag') === 'en' ? 'en' : 'zh-CN';
}

/** Language that the browser itself would choose. */
export function browserLanguage(): Words['language'] {
  return browser.i18n.getMessage('language_tag') === 'en' ? 'en' : 'zh_CN';
}
