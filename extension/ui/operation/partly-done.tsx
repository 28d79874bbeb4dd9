// Of two certificates in one order, the one that could not be written: said in words, with what has become of it.

import { translate } from '../../base/i18n.ts';
import type { Aftermath } from './operation-state.ts';

export function PartlyDone({ others }: { others: NonNullable<Aftermath['otherCertificates']> }) {
  return (
    <section class="card" aria-labelledby="partial-heading" data-testid="partly-done">
      <h2 id="partial-heading">{translate('done_partial_heading')}</h2>
      {others.map(({ serialNumber }) => (
        <p key={serialNumber}>{translate('done_partial_text', serialNumber)}</p>
      ))}
      <p>{translate('done_partial_next')}</p>
    </section>
  );
}
