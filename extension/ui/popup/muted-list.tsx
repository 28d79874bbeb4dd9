// Certificates of which the clerk does not want to hear: here that can be taken back.
import { translate } from '../../base/i18n.ts';
import type { CertificateView } from './arrange-certificates.ts';
import type { PopupActions } from './popup-actions.ts';
import { SetAsideList } from './set-aside-list.tsx';

interface Props {
  readonly views: readonly CertificateView[];
  readonly actions: Pick<PopupActions, 'resume' | 'forgetCertificate'>;
}

export function MutedList({ views, actions }: Props) {
  return (
    <SetAsideList
      name="muted"
      views={views}
      actions={actions}
      summary={translate('popup_muted', views.length)}
      answer={({ hash, unitName }) => (
        <button
          type="button"
          class="plain"
          data-testid="unmute"
          aria-label={translate('popup_unmute_label', unitName)}
          onClick={() => void actions.resume(hash)}
        >
          {translate('popup_unmute')}
        </button>
      )}
    />
  );
}
