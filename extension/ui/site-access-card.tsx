// Firefox lets a user take a site permission back: without it the order service cannot be asked, so we ask for it again.
import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { translate } from './i18n.ts';

interface Props {
  readonly siteName: string;
  /** Origins of the site, ports included. */
  readonly origins: readonly string[];
}

/** Match patterns know no ports in Firefox (FIELD §4). */
function toPatterns(origins: readonly string[]): string[] {
  return origins.map((origin) => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`);
}

export function SiteAccessCard({ siteName, origins }: Props) {
  const [hasAccess, setHasAccess] = useState(true);
  useEffect(() => {
    void browser.permissions.contains({ origins: toPatterns(origins) }).then(setHasAccess);
  }, [origins]);
  if (hasAccess) return null;
  // Must be called straight from the click, or the browser refuses.
  const ask = () => void browser.permissions.request({ origins: toPatterns(origins) }).then(setHasAccess);
  return (
    <section class="card" role="alert" aria-labelledby="access-heading" data-testid="site-access-card">
      <h2 id="access-heading">{translate('permission_title')}</h2>
      <p>{translate('permission_text', siteName)}</p>
      <div class="actions">
        <button type="button" class="primary" data-testid="allow-access-button" onClick={ask}>
          {translate('permission_button')}
        </button>
      </div>
    </section>
  );
}
