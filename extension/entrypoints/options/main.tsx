// Wires the options page: settings, access to the sites of a profile, downloads.
import { render } from 'preact';
import { currentLanguage, translate } from '../../base/i18n.ts';
import { publishEffectiveSettings } from '../../settings/publish-effective-settings.ts';
import { listSiteProfiles, readSiteProfiles } from '../../settings/read-site-profiles.ts';
import { releaseSiteAccess } from '../../settings/release-site-access.ts';
import { defaultSettings } from '../../settings/settings.ts';
import { readSettings, saveSettings, watchSettings } from '../../settings/settings-store.ts';
import { requestSiteAccess } from '../../settings/site-access.ts';
import { OptionsApp } from '../../ui/options/options-app.tsx';
import { downloadText } from '../../ui/parts/download-text.ts';
import { startPage } from '../../ui/parts/start-page.ts';
import '../../ui/styles/base.css';
import '../../ui/styles/controls.css';
import '../../ui/options/options.css';

const [builtIn] = listSiteProfiles(defaultSettings);

void startPage(
  () => translate('options_title'),
  (root) =>
    render(
      <OptionsApp
        port={{
          readSettings,
          async saveSettings(changed) {
            const former = await readSiteProfiles();
            await saveSettings(changed);
            if ('profile' in changed || 'supplement' in changed)
              await releaseSiteAccess({ origins: former.flatMap(({ origins }) => origins) }, await readSiteProfiles());
            const before = currentLanguage();
            await publishEffectiveSettings();
            if (currentLanguage() !== before) location.reload();
          },
          watchSettings,
          builtIn,
          requestAccess: requestSiteAccess,
          download: downloadText,
        }}
      />,
      root,
    ),
);
