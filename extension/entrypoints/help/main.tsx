// Wires the help page.
import { render } from 'preact';
import { translate } from '../../base/i18n.ts';
import { readSiteProfiles } from '../../settings/read-site-profiles.ts';
import { HelpApp } from '../../ui/help/help-app.tsx';
import { startPage } from '../../ui/parts/start-page.ts';
import '../../ui/styles/base.css';
import '../../ui/styles/controls.css';
import '../../ui/help/help.css';

void startPage(
  () => translate('help_title'),
  async (root) => {
    const [{ links }] = await readSiteProfiles();
    render(<HelpApp links={links} />, root);
  },
);
