// Another city that uses the same software: the built-in profile on other origins, as an administrator would write it.
import type { SiteProfile } from '../../extension/portal/profile.ts';
import { chongqingProfile } from '../../extension/portal/profiles/chongqing.ts';

/** Names of the bureau's portal and of the CA's platform there. */
export const secondCityHosts = { portal: 'rsj.chengdu.example', platform: 'ca.chengdu.example' } as const;

export function makeSecondCity(): SiteProfile {
  const text = JSON.stringify(chongqingProfile)
    .replaceAll('rlsbj.cq.gov.cn', secondCityHosts.portal)
    .replaceAll('os.ezca.org', secondCityHosts.platform)
    .replaceAll('重庆市', '成都市');
  const displayName = { zh: '成都市社会保险网上经办平台', en: 'Chengdu Social Insurance Online Services' };
  return { ...(JSON.parse(text) as SiteProfile), id: 'chengdu', displayName };
}
