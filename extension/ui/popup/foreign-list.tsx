// Certificates of banks and other CAs that were seen on a U盾: nobody is reminded of them here.
import { translate } from '../../base/i18n.ts';
import type { CertificateView } from './arrange-certificates.ts';
import type { PopupActions } from './popup-actions.ts';
import { SetAsideList } from './set-aside-list.tsx';

interface Props {
  readonly views: readonly CertificateView[];
  readonly actions: Pick<PopupActions, 'forgetCertificate'>;
}

export function ForeignList({ views, actions }: Props) {
  return (
    <SetAsideList
      name="foreign"
      views={views}
      actions={actions}
      summary={translate('popup_foreign', views.length)}
      describe={({ issuerName }) => <p class="soft">{translate('popup_foreign_issuer', issuerName ?? '')}</p>}
    />
  );
}
