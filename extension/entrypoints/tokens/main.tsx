// Wires the page of tokens: address, store, controller, the watch for what is plugged in, and the end of the page.
import { render } from 'preact';
import { translate } from '../../base/i18n.ts';
import { createStore } from '../../base/store.ts';
import { recordTrace } from '../../base/trace-store.ts';
import { createPortalOrders } from '../../ca/portal-orders.ts';
import { connectAndShow } from '../../host/remember-tokens.ts';
import { isOfSite } from '../../reminders/is-of-site.ts';
import { readSiteProfiles } from '../../settings/read-site-profiles.ts';
import { startPage } from '../../ui/parts/start-page.ts';
import { readTokensRequest } from '../../ui/parts/tokens-request.ts';
import { watchStore } from '../../ui/parts/watch-store.ts';
import { reduceTokens } from '../../ui/tokens/reduce-tokens.ts';
import { TokensApp } from '../../ui/tokens/tokens-app.tsx';
import { createTokensController } from '../../ui/tokens/tokens-controller.ts';
import { createInitialState } from '../../ui/tokens/tokens-state.ts';
import { tokensWatch } from '../../ui/tokens/tokens-watch.ts';
import '../../ui/styles/base.css';
import '../../ui/styles/controls.css';
import '../../ui/tokens/tokens.css';

void startPage(
  () => translate('tokens_title'),
  async (root) => {
    const profiles = await readSiteProfiles();
    const [{ retireOldAfterDays }] = profiles;
    const request = readTokensRequest(new URLSearchParams(location.search));
    const store = createStore(reduceTokens, createInitialState(request));
    const controller = createTokensController(store, {
      connect: connectAndShow,
      tellCa: (orderId, { issuerName, serialNumber }) => {
        const profile = profiles.find(({ issuerNames }) => isOfSite({ issuerName }, issuerNames)) ?? profiles[0];
        return createPortalOrders(profile.orderService, undefined, recordTrace).confirmInstallation(
          orderId,
          serialNumber,
        );
      },
      retireOldAfterDays,
    });
    render(<TokensApp store={store} controller={controller} retireOldAfterDays={retireOldAfterDays} />, root);
    window.addEventListener('pagehide', controller.close);
    watchStore(store, controller, tokensWatch);
    await controller.refresh();
  },
);
