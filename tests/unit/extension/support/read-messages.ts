// The words of both languages as they stand in _locales.
import { readFileSync } from 'node:fs';
import { vi } from 'vitest';
import { browser } from 'wxt/browser';

export type Messages = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;

export const languages = ['zh_CN', 'en'] as const;

export function readMessages(language: (typeof languages)[number]): Messages {
  const file = new URL(`../../../../extension/public/_locales/${language}/messages.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Messages;
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
