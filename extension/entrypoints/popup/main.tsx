// Wires the toolbar popup: what is remembered is shown at once, then kept up to date.
import { render } from 'preact';
import { browser } from 'wxt/browser';
import { openOperationWindow } from '../../flows/open-operation-window.ts';
import { askFollower } from '../../orders/order-messages.ts';
import { readOrderBook, watchOrderBook } from '../../orders/order-store.ts';
import { chongqingProfile } from '../../portal/profiles/chongqing.ts';
import { currentLanguage, translate } from '../../ui/i18n.ts';
import { PopupApp } from '../../ui/popup/popup-app.tsx';
import '../../ui/popup/popup.css';

const root = document.getElementById('app');

async function open(url: string): Promise<void> {
  await browser.tabs.create({ url });
  window.close();
}

if (root) {
  document.documentElement.lang = currentLanguage();
  document.title = translate('window_brand');
  const profile = chongqingProfile;
  render(
    <PopupApp
      readBook={readOrderBook}
      watchBook={watchOrderBook}
      links={profile.links}
      actions={{
        open: (url) => void open(url),
        poll: () => askFollower('pollOrders'),
        forget: (orderNumber) => askFollower('forgetOrder', orderNumber),
        install: ({ orderNumber, kind }) => {
          const operation = kind === 'change' ? 'change' : 'renew';
          void openOperationWindow({ siteId: profile.id, operation, orderNumber, agentName: '', agentPhone: '' }).then(
            () => window.close(),
          );
        },
      }}
    />,
    root,
  );
}
