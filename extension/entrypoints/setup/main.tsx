// Wires the setup page: what it looks at, when it looks again by itself, and what its buttons do.
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { translate } from '../../base/i18n.ts';
import { readControlFindings, watchControlFindings } from '../../controls/control-findings.ts';
import { openRenewal } from '../../flows/open-renewal.ts';
import { connectHost } from '../../host/connect-host.ts';
import { connectAndRemember } from '../../host/remember-tokens.ts';
import { readSiteProfiles } from '../../settings/read-site-profiles.ts';
import { readSettings, watchSettings } from '../../settings/settings-store.ts';
import { hasSiteAccess, requestSiteAccess, watchSiteAccess } from '../../settings/site-access.ts';
import { collectReport } from '../../setup/collect-report.ts';
import { readPageReport, watchPageReport } from '../../setup/page-report.ts';
import { collectPageSample, findSiteTab, readPageSample } from '../../setup/page-sample.ts';
import { createSetupController } from '../../setup/setup-controller.ts';
import { downloadText } from '../../ui/parts/download-text.ts';
import { startPage } from '../../ui/parts/start-page.ts';
import { watchForChanges } from '../../ui/parts/watch-for-changes.ts';
import { ReportSection } from '../../ui/setup/report-section.tsx';
import { SampleSection } from '../../ui/setup/sample-section.tsx';
import { SetupApp } from '../../ui/setup/setup-app.tsx';
import '../../ui/styles/base.css';
import '../../ui/styles/controls.css';
import '../../ui/setup/setup.css';

/** How often a host that cannot tell by itself, or is not there, is asked again while the page is looked at. */
const pauseMs = 4_000;

const controller = createSetupController({
  connect: connectAndRemember,
  readProfiles: readSiteProfiles,
  hasAccess: hasSiteAccess,
  readPage: readPageReport,
  readFindings: readControlFindings,
  readSettingsProblems: async () => (await readSettings()).problems,
});

function watch(): void {
  const lookAtBrowser = () => void controller.lookAtBrowser();
  watchSettings(lookAtBrowser);
  watchSiteAccess(lookAtBrowser);
  watchPageReport(lookAtBrowser);
  watchControlFindings(lookAtBrowser);
  // Back from installing something.
  window.addEventListener('focus', () => void controller.lookAtHost());
  window.addEventListener('pagehide', controller.close);
  void watchForChanges({
    readPauseMs: () => pauseMs,
    subscribe: controller.store.subscribe,
    watch: controller.watchTokens,
    refresh: async () => {
      await controller.lookAtHost();
      return true;
    },
  });
}

async function open(choose: (links: { portal: string; login: string }) => string): Promise<void> {
  const [{ links }] = await readSiteProfiles();
  await browser.tabs.create({ url: choose(links) });
}

void startPage(
  () => translate('setup_title'),
  (root) => {
    render(
      <SetupApp
        controller={controller}
        actions={{
          requestAccess: () => {
            const closed = controller.store.read().sites?.find(({ hasAccess }) => !hasAccess);
            if (closed) void requestSiteAccess(closed).then(controller.lookAtBrowser);
          },
          renew: () => void readSiteProfiles().then(([{ id }]) => openRenewal(id)),
          openSite: () => void open(({ portal }) => portal),
          openDriverPage: () => void open(({ login }) => login),
        }}
      >
        <ReportSection
          port={{
            collect: () => collectReport(controller.store.read(), connectHost),
            download: downloadText,
            copy: (text) => navigator.clipboard.writeText(text),
          }}
        />
        <SampleSection
          port={{
            read: readPageSample,
            collect: async () => {
              const tabId = await findSiteTab(await readSiteProfiles());
              return tabId === undefined ? undefined : collectPageSample(tabId);
            },
            download: downloadText,
          }}
        />
      </SetupApp>,
      root,
    );
    watch();
    void controller.recheck();
  },
);
