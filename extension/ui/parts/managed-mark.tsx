// Says that a setting is the administrator's.
import { translate } from '../../base/i18n.ts';

export function ManagedMark({ isManaged }: { readonly isManaged: boolean }) {
  if (!isManaged) return null;
  return (
    <p class="managed-mark" data-testid="managed-mark">
      {translate('options_managed')}
    </p>
  );
}
