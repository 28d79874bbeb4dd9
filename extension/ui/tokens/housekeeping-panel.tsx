// 整理U盾: every key and certificate with what it is, and the two things that may be removed.
import type { TokenEntry } from '../../../shared/protocol/token-care.ts';
import { formatSize } from '../../base/format-size.ts';
import { translate } from '../../base/i18n.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { EntryItem } from './entry-item.tsx';
import { pairEntries } from './pair-entries.ts';
import type { PanelProps } from './panel-props.ts';
import type { Inspection, TokenWork } from './tokens-state.ts';

const doneWords = {
  'clean-up': 'clean_up_done',
  retire: 'retire_done',
  'give-up': 'give_up_done',
  confirm: 'ca_confirm_done',
} as const;
const isTold = (work: TokenWork | undefined): work is keyof typeof doneWords =>
  work !== undefined && Object.hasOwn(doneWords, work);

export function HousekeepingPanel({ state, dispatch, controller, ...rest }: PanelProps) {
  const { inspection, inspectionError, workError, done } = state;
  return (
    <>
      {isTold(done) && (
        <p class="notice good" role="status" data-testid="work-done">
          {translate(doneWords[done])}
        </p>
      )}
      {workError && <ErrorCard error={workError} />}
      {inspectionError && !workError && (
        <ErrorCard error={inspectionError} onRetry={() => void controller.refresh()} isBusy={state.isRechecking} />
      )}
      {inspection && <Contents {...rest} {...{ state, dispatch, controller, inspection }} />}
      {!inspection && !inspectionError && (
        <p class="connecting" data-testid="inspecting">
          <span class="spinner" aria-hidden="true" />
          {translate('housekeeping_loading')}
        </p>
      )}
    </>
  );
}

type ContentsProps = PanelProps & { readonly inspection: Inspection };

function Contents({ token, state, dispatch, controller, retireOldAfterDays, inspection }: ContentsProps) {
  const { entries, isReadWithPin, freeBytes } = inspection;
  const isBusy = state.work !== undefined;
  const leftovers = entries.filter(({ verdict }) => verdict === 'leftover');
  const findNew = ({ order }: TokenEntry) =>
    entries.find(({ certificate }) => certificate !== undefined && certificate.hash === order?.newCertificateHash);
  return (
    <section
      class="card"
      aria-labelledby="housekeeping-heading"
      data-testid="housekeeping"
      data-read-with-pin={isReadWithPin}
    >
      <h2 id="housekeeping-heading">{translate('task_housekeeping')}</h2>
      <p class="hint">
        {translate('housekeeping_hint')}
        {freeBytes !== undefined && ` ${translate('housekeeping_free', formatSize(freeBytes))}`}
      </p>
      {leftovers.length > 0 && (
        <div class="notice clean-up">
          <p>{translate('clean_up_offer', leftovers.length)}</p>
          <button
            type="button"
            class="primary"
            data-testid="clean-up-button"
            disabled={isBusy}
            aria-busy={state.work === 'clean-up'}
            onClick={() => dispatch({ type: 'open-dialog', dialog: { kind: 'clean-up', entries: leftovers } })}
          >
            {translate(state.work === 'clean-up' ? 'clean_up_busy' : 'clean_up_button')}
          </button>
        </div>
      )}
      {entries.length === 0 ? (
        <p data-testid="no-entries">{translate('housekeeping_empty')}</p>
      ) : (
        <ul class="entries">
          {pairEntries(entries).map(({ entry, companion }) => {
            const newEntry = findNew(entry);
            return (
              <EntryItem
                key={entry.entryId}
                entry={entry}
                companion={companion}
                newEntry={newEntry}
                retireOldAfterDays={retireOldAfterDays}
                isBusy={isBusy}
                onConfirm={() => newEntry && void controller.confirmWithCa(newEntry)}
                onGiveUp={() => dispatch({ type: 'open-dialog', dialog: { kind: 'give-up', entry } })}
                onRetire={() => dispatch({ type: 'open-dialog', dialog: { kind: 'retire', entry, newEntry } })}
              />
            );
          })}
        </ul>
      )}
      {!isReadWithPin && !token.pin.isTypedOnReader && (
        <>
          <p class="hint">{translate('housekeeping_public_only')}</p>
          <button
            type="button"
            class="secondary"
            data-testid="read-all-button"
            disabled={isBusy}
            onClick={() => dispatch({ type: 'open-dialog', dialog: { kind: 'read-all' } })}
          >
            {translate('housekeeping_read_all')}
          </button>
        </>
      )}
    </section>
  );
}
