// Wires the options page: settings, access to the sites of a profile, downloads.
import { render } from 'preact';
import { publishInForce } from '../../settings/publish-in-force.ts';
import { listSiteProfiles, readSiteProfiles } from '../../settings/read-site-profiles.ts';
import { releaseSiteAccess } from '../../settings/release-site-access.ts';
import { readSettings, saveSettings, watchSettings } from '../../settings/settings-store.ts';
import { requestSiteAccess } from '../../settings/site-access.ts';
import { downloadText } from '../../ui/download-text.ts';
import { currentLanguage, translate } from '../../ui/i18n.ts';
import { OptionsApp } from '../../ui/options/options-app.tsx';
import { startPage } from '../../ui/start-page.ts';
import '../../ui/operation.css';
import '../../ui/options/options.css';

const [builtIn] = listSiteProfiles(undefined);

void startPage(
  () => translate('options_title'),
  (root) =>
    render(
      <OptionsApp
        port={{
          readSettings,
          async saveSettings(changed) {
            const former = (await readSettings()).values.profile;
            await saveSettings(changed);
            if (former && 'profile' in changed) await releaseSiteAccess(former, await readSiteProfiles());
            const before = currentLanguage();
            await publishInForce();
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
