// The words of both languages as they stand in _locales.
import { vi } from 'vitest';
import { browser } from 'wxt/browser';
import english from '../../../../extension/public/_locales/en/messages.json' with { type: 'json' };
import chinese from '../../../../extension/public/_locales/zh_CN/messages.json' with { type: 'json' };

export type Messages = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;

export const languages = ['zh_CN', 'en'] as const;

export function readMessages(language: (typeof languages)[number]): Messages {
  return language === 'en' ? english : chinese;
}

/** Has `browser.i18n` answer from _locales as browsers do; the fake browser has none. */
export function useMessages(language: (typeof languages)[number] = 'zh_CN'): void {
  const messages = readMessages(language);
  vi.spyOn(browser.i18n, 'getMessage').mockImplementation((key: string, substitutions?: unknown) => {
    const entry = messages[key];
    if (!entry) return '';
    const values = [substitutions ?? []].flat() as string[];
    return entry.message.replace(/\$(\w+)\$/g, (_, name: string) => {
      const index = Number(entry.placeholders?.[name]?.content.slice(1)) - 1;
      return values[index] ?? '';
    });
  });
}
