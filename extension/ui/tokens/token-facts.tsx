// One U盾 as the clerk tells it from another: unit, 芯片号, expiry, and what is known of its PIN.
import type { Token } from '../../../shared/protocol/messages.ts';
import { describeExpiry, formatDate } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import { ShortenedNote } from '../parts/shortened-note.tsx';
import { UnreadableList } from '../parts/unreadable-list.tsx';
import { describePinState } from './pin-state-words.ts';
import { listUnitNames } from './token-names.ts';

/** The certificate that lasts longest: of a renewed pair, the new one. */
function findLatest({ certificates }: Token) {
  return certificates
    .filter(({ usage }) => usage !== 'other')
    .toSorted((a, b) => Date.parse(b.notAfter) - Date.parse(a.notAfter))[0];
}

export function TokenFacts({ token }: { token: Token }) {
  const latest = findLatest(token);
  const name = [token.label, token.model].filter((part) => part !== '').join(' · ');
  return (
    <>
      <p class="unit" data-testid="unit-name">
        {listUnitNames(token).join('、') || translate('tokens_no_certificate')}
      </p>
      <dl class="facts">
        <dt>{translate('chip_number_label')}</dt>
        <dd class="number" data-testid="chip-number">
          {token.chipNumber}
        </dd>
        {latest && (
          <>
            <dt>{translate('tokens_expiry_label')}</dt>
            <dd>
              {formatDate(latest.notAfter)} <span class="expiry">{describeExpiry(latest.notAfter, new Date())}</span>
            </dd>
          </>
        )}
        <dt>{translate('pin_label')}</dt>
        <dd data-testid="token-pin-state" data-pin-state={token.pin.state}>
          {describePinState(token.pin)}
        </dd>
        {name !== '' && (
          <>
            <dt>{translate('tokens_name_label')}</dt>
            <dd>{name}</dd>
          </>
        )}
      </dl>
      {token.certificates.some(({ isShortened }) => isShortened) && <ShortenedNote />}
      <UnreadableList tokens={[token]} />
    </>
  );
}
