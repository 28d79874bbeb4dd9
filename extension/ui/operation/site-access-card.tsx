// Browsers let a user take a site permission back: without it the order service cannot be asked, so we ask for it again.
import { useEffect, useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { hasSiteAccess, requestSiteAccess, watchSiteAccess } from '../../settings/site-access.ts';

interface Props {
  readonly siteName: string;
  /** Origins of the site, ports included. */
  readonly origins: readonly string[];
}

export function SiteAccessCard({ siteName, origins }: Props) {
  const [hasAccess, setHasAccess] = useState(true);
  useEffect(() => {
    const look = () => void hasSiteAccess({ origins }).then(setHasAccess);
    look();
    // The browser's own menu gives and takes it, too.
    return watchSiteAccess(look);
  }, [origins]);
  if (hasAccess) return null;
  const ask = () => void requestSiteAccess({ origins }).then(setHasAccess);
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
