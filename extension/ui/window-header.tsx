// Head of the window: whose window it is, what is done in it, and for which site.
import { translate } from './i18n.ts';

export function WindowHeader({ siteName }: { siteName: string }) {
  return (
    <header>
      <img src="/icon/48.png" alt="" width="40" height="40" />
      <div>
        <p class="brand">{translate('window_brand')}</p>
        <h1>{translate('window_title')}</h1>
        <p class="site" data-testid="site-name">
          {translate('site_label', siteName)}
        </p>
      </div>
    </header>
  );
}
