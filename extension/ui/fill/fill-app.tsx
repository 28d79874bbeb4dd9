// Which page wants which data, and from which unit profile it may have them. Nothing goes to the page before the answer.
import { useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import type { FillWish } from '../../units/fill-request.ts';
import type { OfferedUnit } from '../../units/offered-units.ts';
import { platformFieldLabels } from '../../units/unit-words.ts';

interface Props {
  /** Null when the page is gone, or was answered already. */
  readonly wish: FillWish | null;
  readonly units: readonly OfferedUnit[];
  readonly onAnswer: (unitId: string | undefined) => Promise<void>;
  readonly onOpenUnits: () => Promise<void>;
}

function propose({ seen }: FillWish, units: readonly OfferedUnit[]): string {
  const isOnPage = ({ unit: { unitName, socialInsuranceNumber } }: OfferedUnit) =>
    (unitName !== '' && unitName === seen.unitName) ||
    (socialInsuranceNumber !== '' && socialInsuranceNumber === seen.socialInsuranceNumber);
  return (units.find(isOnPage) ?? units[0])?.unit.id ?? '';
}

function Choice({ wish, units, onAnswer, onOpenUnits }: Props & { readonly wish: FillWish }) {
  const [unitId, setUnitId] = useState(() => propose(wish, units));
  const labels = [...new Set(wish.fields.map((field) => translate(platformFieldLabels[field])))];
  const hasUnits = units.length > 0;
  const wantsChip = wish.fields.includes('chipNumber');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void (hasUnits ? onAnswer(unitId) : onOpenUnits());
      }}
    >
      <section class="card" aria-labelledby="fill-where">
        <h2 id="fill-where">{translate('fill_where')}</h2>
        <p data-testid="fill-site">
          <strong>{wish.siteName}</strong>
          <br />
          <code>{wish.origin}</code>
        </p>
        <h2>{translate('fill_what')}</h2>
        <p data-testid="fill-fields">{labels.join(translate('list_separator'))}</p>
      </section>
      {hasUnits ? (
        <fieldset class="card" data-testid="fill-units">
          <legend>{translate('fill_from')}</legend>
          {units.map(({ unit: { id, unitName }, chipNumber }) => (
            <label key={id} class="fill-unit">
              <input type="radio" name="unit" value={id} checked={id === unitId} onChange={() => setUnitId(id)} />
              <span>
                {unitName}
                {wantsChip && (
                  <small class="fill-chip" data-testid="fill-chip">
                    {chipNumber === '' ? translate('fill_chip_unknown') : translate('fill_chip', chipNumber)}
                  </small>
                )}
              </span>
            </label>
          ))}
        </fieldset>
      ) : (
        <p class="card" data-testid="fill-no-units">
          {translate('fill_no_units')}
        </p>
      )}
      <div class="actions">
        <button type="submit" class="primary" data-testid="fill-confirm">
          {translate(hasUnits ? 'fill_confirm' : 'page_fill_add_unit')}
        </button>
        <button type="button" class="secondary" data-testid="fill-cancel" onClick={() => void onAnswer(undefined)}>
          {translate('fill_cancel')}
        </button>
      </div>
    </form>
  );
}

export function FillApp(props: Props) {
  const { wish } = props;
  return (
    <main
      class="fill-window"
      onKeyDown={({ key }) => {
        if (key === 'Escape') void props.onAnswer(undefined);
      }}
    >
      <h1>{translate('fill_title')}</h1>
      {wish ? <Choice {...props} wish={wish} /> : <p data-testid="fill-gone">{translate('fill_gone')}</p>}
    </main>
  );
}
