// Unit, 芯片号 and expiry of one certificate: what the clerk must see before anything happens.
import { useContext } from 'preact/hooks';
import type { CertificateDescription } from '../../../shared/certificate.ts';
import { countDaysUntil, describeExpiry, formatDate } from '../../base/format-time.ts';
import { translate } from '../../base/i18n.ts';
import { findCompanion } from '../../flows/find-companion.ts';
import type { Choice } from '../../flows/survey-tokens.ts';
import { wordNextStep } from '../../reminders/reminder-words.ts';
import { PairFacts } from './pair-facts.tsx';
import { RenewalJudge } from './renewal-judge.ts';
import { ShortenedNote } from './shortened-note.tsx';

const soonDays = 30;

/** Only said: what the CA takes is the CA's word, and our window of time may be wrong. */
function RenewalHint({ certificate }: { readonly certificate: CertificateDescription }) {
  const verdict = useContext(RenewalJudge)?.(certificate);
  if (!verdict || verdict.state === 'allowed') return null;
  return (
    <p class="notice warn" data-testid="renewal-hint" data-state={verdict.state}>
      {wordNextStep({ verdict, phase: 'valid' }, true)}
    </p>
  );
}

export function CertificateFacts({ choice, isCompact = false }: { choice: Choice; isCompact?: boolean }) {
  const { token, certificate } = choice;
  const companion = findCompanion(certificate, token.certificates);
  const now = new Date();
  const isExpired = new Date(certificate.notAfter) <= now;
  const isSoon = countDaysUntil(certificate.notAfter, now) <= soonDays;
  return (
    <>
      <p class="unit" data-testid="unit-name">
        {certificate.unitName}
      </p>
      <dl class="facts">
        <dt>{translate('chip_number_label')}</dt>
        <dd class="number" data-testid="chip-number">
          {token.chipNumber}
        </dd>
        <dt>{translate('current_expiry_label')}</dt>
        <dd data-testid="current-expiry" data-not-after={certificate.notAfter}>
          {formatDate(certificate.notAfter)}
          <span class={isExpired ? 'expiry expired' : isSoon ? 'expiry soon' : 'expiry'}>
            {describeExpiry(certificate.notAfter, now)}
          </span>
        </dd>
        {companion && <PairFacts companion={companion} />}
        {isCompact && (
          <>
            <dt>{translate('serial_number_label')}</dt>
            <dd class="number">{certificate.serialNumber}</dd>
          </>
        )}
        <dt>{translate('issuer_label')}</dt>
        <dd>{certificate.issuerName}</dd>
      </dl>
      {certificate.isShortened && <ShortenedNote />}
      <RenewalHint certificate={certificate} />
    </>
  );
}
