// What a site is called in the language of the page.

import { currentLanguage } from '../base/i18n.ts';
import type { SiteProfile } from './profile.ts';

export function nameSite({ displayName }: SiteProfile): string {
  return currentLanguage() === 'en' ? displayName.en : displayName.zh;
}
