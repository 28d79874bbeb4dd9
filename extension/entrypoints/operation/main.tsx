// Wires the operation window: launch record, store, controller, the rechecks on focus, and the end of the window.
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { translate } from '../../base/i18n.ts';
import { createStore, type Store } from '../../base/store.ts';
import { recordTrace } from '../../base/trace-store.ts';
import { createPortalOrders } from '../../ca/portal-orders.ts';
import { measureServerClock } from '../../clock/measure-server-clock.ts';
import { saveCarriedClerk } from '../../flows/carried-clerk.ts';
import { loadLaunchRecord } from '../../flows/launch-record.ts';
import { connectAndShow } from '../../host/remember-tokens.ts';
import { askFollower } from '../../orders/order-messages.ts';
import { nameSite } from '../../portal/name-site.ts';
import { isOfSite } from '../../reminders/is-of-site.ts';
import { makeRenewalJudge } from '../../reminders/make-renewal-judge.ts';
import { emptyReminderBook, readReminderBook } from '../../reminders/reminder-book.ts';
import { askReminders } from '../../reminders/reminder-messages.ts';
import { readSiteProfile } from '../../settings/read-site-profiles.ts';
import { fillAgent } from '../../ui/operation/fill-agent.ts';
import { OperationApp } from '../../ui/operation/operation-app.tsx';
import { createOperationController } from '../../ui/operation/operation-controller.ts';
import { createInitialState, type OperationAction, type OperationState } from '../../ui/operation/operation-state.ts';
import { operationWatch } from '../../ui/operation/operation-watch.ts';
import { operationWords } from '../../ui/operation/operation-words.ts';
import { reduceOperation } from '../../ui/operation/reduce-operation.ts';
import { RenewalJudge } from '../../ui/parts/renewal-judge.ts';
import { startPage } from '../../ui/parts/start-page.ts';
import { watchStore } from '../../ui/parts/watch-store.ts';
import { readKnownUnits } from '../../units/known-units.ts';
import '../../ui/styles/base.css';
import '../../ui/styles/controls.css';
import '../../ui/operation/operation.css';

/** Our window has this one tab; were it moved into a window with others, those must stay. */
async function closeWindow(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}

/** What the popup says of the order is brought up to date at once. */
function tellWhenDone(store: Store<OperationState, OperationAction>): void {
  const stop = store.subscribe(() => {
    if (store.read().screen !== 'done') return;
    stop();
    void askFollower('pollOrders').catch(() => undefined);
  });
}

/** Whether this computer's clock is right shows when a certificate is renewed, at the latest. */
function tellServerClock(offsetMs: number): void {
  void askReminders('serverClockSeen', offsetMs).catch(() => undefined);
}

async function start(root: HTMLElement): Promise<void> {
  const launch = await loadLaunchRecord(new URLSearchParams(location.search).get('launch') ?? '');
  const profile = await readSiteProfile(launch?.siteId);
  document.title = `${translate(operationWords[launch?.operation ?? 'renew'].windowTitle)} – ${translate('window_brand')}`;
  const store = createStore(
    reduceOperation,
    createInitialState(
      launch?.operation ?? 'renew',
      launch?.agentName ?? '',
      launch?.agentPhone ?? '',
      launch?.orderNumber,
      launch?.certificateHash,
    ),
  );
  fillAgent(store, await readKnownUnits().catch(() => []));
  const remembered = await readReminderBook().catch(() => emptyReminderBook);
  const controller = createOperationController({
    store,
    connect: connectAndShow,
    ca: createPortalOrders(profile.orderService, measureServerClock(tellServerClock), recordTrace),
    trust: {
      pinnedCaCertificates: profile.pinnedCaCertificates,
      site: new URL(profile.orderService.baseUrl).origin,
      allowedExtensions: profile.allowedExtensions ?? [],
      newKeyAlgorithm: profile.newKeyAlgorithm,
    },
    isOfSite: ({ hash, issuerName }) => {
      const before = remembered.certificates.find((one) => one.hash === hash);
      return isOfSite({ ...before, issuerName }, profile.issuerNames, remembered.certificates);
    },
    openLogin: async () => {
      await browser.tabs.create({ url: profile.links.login });
    },
    openRenewByOrder: async (clerk) => {
      await saveCarriedClerk(clerk);
      await browser.tabs.create({ url: profile.links.renewByOrder });
    },
  });
  // An order that the CA has opened or approved needs no word of ours on whether it may be.
  const isByChip = launch?.operation !== 'change' && launch?.orderNumber === undefined;
  const judge = isByChip ? await makeRenewalJudge(profile) : undefined;
  const siteName = nameSite(profile);
  render(
    <RenewalJudge.Provider value={judge}>
      <OperationApp
        siteName={siteName}
        siteOrigins={profile.origins}
        store={store}
        controller={controller}
        onClose={() => void closeWindow()}
      />
    </RenewalJudge.Provider>,
    root,
  );
  watchStore(store, controller, operationWatch);
  if (launch?.orderNumber !== undefined) tellWhenDone(store);
  window.addEventListener('pagehide', controller.close);
  await controller.refresh();
}

void startPage(undefined, start);
