// What a site is called in the language of the page.
import type { SiteProfile } from '../portal/profile.ts';
import { currentLanguage } from './i18n.ts';

export function nameSite({ displayName }: SiteProfile): string {
  return currentLanguage() === 'en' ? displayName.en : displayName.zh;
}
