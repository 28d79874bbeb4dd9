// Certificates on plugged-in U盾 of which nobody can say until when they hold: shown as such, reminded of and offered for nothing.
import type { UnreadableCertificate } from '../../../shared/certificate.ts';
import type { Token } from '../../../shared/protocol/messages.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';

interface Props {
  readonly tokens: readonly Pick<Token, 'tokenId' | 'chipNumber' | 'unreadableCertificates'>[];
}

const reasons: Readonly<Record<UnreadableCertificate['part'], MessageKey>> = {
  validity: 'unreadable_validity',
  structure: 'unreadable_structure',
};

/** What cannot be read of it, and what to do. */
export const explainUnreadable = ({ part }: UnreadableCertificate): string => translate(reasons[part]);

/** The unit's name where it can be read. */
export const nameUnreadable = ({ unitName }: UnreadableCertificate): string =>
  unitName || translate('unreadable_nameless');

export function UnreadableList({ tokens }: Props) {
  const found = tokens.flatMap(({ tokenId, chipNumber, unreadableCertificates = [] }) =>
    unreadableCertificates.map((certificate) => ({ key: `${tokenId} ${certificate.hash}`, chipNumber, certificate })),
  );
  if (found.length === 0) return null;
  return (
    <ul class="unreadable-list" aria-label={translate('unreadable_heading')}>
      {found.map(({ key, chipNumber, certificate }) => (
        <li key={key} class="notice warn" data-testid="unreadable-certificate" data-part={certificate.part}>
          <p>
            {nameUnreadable(certificate)} · {translate('unreadable_chip', chipNumber)}
          </p>
          <p>{explainUnreadable(certificate)}</p>
        </li>
      ))}
    </ul>
  );
}
