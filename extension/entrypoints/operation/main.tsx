// Wires the operation window: launch record, store, controller, the rechecks on focus, and the end of the window.
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { createPortalOrders } from '../../ca/portal-orders.ts';
import { loadLaunchRecord } from '../../flows/launch-record.ts';
import { connectHost } from '../../host/connect-host.ts';
import { chongqingProfile } from '../../portal/profiles/chongqing.ts';
import { currentLanguage, translate } from '../../ui/i18n.ts';
import { OperationApp } from '../../ui/operation-app.tsx';
import { createOperationController } from '../../ui/operation-controller.ts';
import { createInitialState } from '../../ui/operation-state.ts';
import { operationWords } from '../../ui/operation-words.ts';
import { reduceOperation } from '../../ui/reduce-operation.ts';
import { createStore } from '../../ui/store.ts';
import { watchForChanges } from '../../ui/watch-for-changes.ts';
import '../../ui/operation.css';

/** Our window has this one tab; were it moved into a window with others, those must stay. */
async function closeWindow(): Promise<void> {
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}

async function start(root: HTMLElement): Promise<void> {
  document.documentElement.lang = currentLanguage();
  const profile = chongqingProfile;
  const launch = await loadLaunchRecord(new URLSearchParams(location.search).get('launch') ?? '');
  document.title = `${translate(operationWords[launch?.operation ?? 'renew'].windowTitle)} – ${translate('window_brand')}`;
  const store = createStore(
    reduceOperation,
    createInitialState(
      launch?.operation ?? 'renew',
      launch?.agentName ?? '',
      launch?.agentPhone ?? '',
      launch?.orderNumber,
    ),
  );
  const controller = createOperationController({
    store,
    connect: connectHost,
    ca: createPortalOrders(profile.orderService),
    pinnedCaCertificates: profile.pinnedCaCertificates,
  });
  const siteName = currentLanguage() === 'en' ? profile.displayName.en : profile.displayName.zh;
  render(
    <OperationApp
      siteName={siteName}
      siteOrigins={profile.origins}
      store={store}
      controller={controller}
      onClose={() => void closeWindow()}
    />,
    root,
  );
  watchForChanges(store, controller);
  window.addEventListener('pagehide', controller.close);
  await controller.refresh();
}

const root = document.getElementById('app');
if (root) void start(root);
