// Wires the page of unit profiles: storage, the host for a U盾's certificate, and the download.
import { render } from 'preact';
import { translate } from '../../base/i18n.ts';
import { connectAndRemember } from '../../host/remember-tokens.ts';
import { isOfSite, listIssuerNames } from '../../reminders/is-of-site.ts';
import { readReminderBook } from '../../reminders/reminder-book.ts';
import { readSiteProfiles } from '../../settings/read-site-profiles.ts';
import { downloadText } from '../../ui/parts/download-text.ts';
import { startPage } from '../../ui/parts/start-page.ts';
import { UnitsApp, type UnitsPort } from '../../ui/units/units-app.tsx';
import { readManagedUnits, watchKnownUnits } from '../../units/known-units.ts';
import { deleteUnit, readUnits, saveUnits } from '../../units/unit-store.ts';
import '../../ui/styles/base.css';
import '../../ui/styles/controls.css';
import '../../ui/units/units.css';

const port: UnitsPort = {
  readUnits,
  saveUnits,
  readManagedUnits,
  deleteUnit,
  watchUnits: watchKnownUnits,
  async readCertificates() {
    const host = await connectAndRemember();
    try {
      const { tokens } = await host.call('list-tokens', {});
      const [profiles, { certificates: remembered }] = await Promise.all([readSiteProfiles(), readReminderBook()]);
      const issuerNames = listIssuerNames(profiles);
      const certificates = tokens
        .flatMap((token) => token.certificates.filter(({ usage }) => usage !== 'encryption'))
        .filter(({ issuerName }) => isOfSite({ issuerName }, issuerNames, remembered));
      // A token may still hold the unit's old certificate: one entry a unit is enough.
      return [...new Map(certificates.map((certificate) => [certificate.unitName, certificate])).values()];
    } finally {
      host.close();
    }
  },
  download: downloadText,
};

void startPage(
  () => translate('units_title'),
  (root) => render(<UnitsApp port={port} />, root),
);
