// Says which controls a page wanted that we do not have, and the way that is left.
import { translate } from '../../base/i18n.ts';
import type { ControlFindings } from '../../controls/control-findings.ts';

export function ControlFindingsCard({ findings: { names, isBlocked } }: { readonly findings: ControlFindings }) {
  if (names.length === 0 && !isBlocked) return null;
  return (
    <section class="card warn-card" aria-labelledby="findings-heading" data-testid="control-findings">
      <h2 id="findings-heading">{translate('setup_controls_title')}</h2>
      {isBlocked && <p data-testid="controls-blocked">{translate('setup_controls_blocked')}</p>}
      {names.length > 0 && (
        <>
          <p>{translate('setup_controls_unknown')}</p>
          <ul class="unknown-names" data-testid="unknown-names">
            {names.map((name) => (
              <li key={name}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>{translate('setup_controls_way_out')}</p>
    </section>
  );
}
