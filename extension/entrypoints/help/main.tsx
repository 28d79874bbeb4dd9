// Wires the help page.
import { render } from 'preact';
import { readSiteProfiles } from '../../settings/read-site-profiles.ts';
import { HelpApp } from '../../ui/help/help-app.tsx';
import { translate } from '../../ui/i18n.ts';
import { startPage } from '../../ui/start-page.ts';
import '../../ui/operation.css';
import '../../ui/help/help.css';

void startPage(
  () => translate('help_title'),
  async (root) => {
    const [{ links }] = await readSiteProfiles();
    render(<HelpApp links={links} />, root);
  },
);
