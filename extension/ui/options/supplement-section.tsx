// Pages that were taught and sites that were added: seen, removed, exported and imported.
import { useRef, useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { readTextFile } from '../../base/read-text-file.ts';
import type { Supplement } from '../../portal/supplement.ts';
import { readSupplementFile, type SupplementReading } from '../../settings/read-supplement-file.ts';
import { FaultText } from '../parts/fault-text.tsx';
import { SiteItem, TaughtItem } from './supplement-item.tsx';

interface Props {
  /** In force: the policy's and the clerk's. */
  readonly supplement: Supplement;
  readonly byPolicy: Supplement;
  /** Must be called straight from a click. */
  readonly onRequestAccess: (site: { readonly origins: readonly string[] }) => Promise<boolean>;
  /** The clerk's own part, changed. */
  readonly onSave: (own: Supplement, words: string) => void;
  readonly onAdd: (added: Supplement) => void;
  readonly onDownload: (fileName: string, text: string) => void;
}

type Site = Supplement['sites'][number];
const isSameSite = (one: Site, other: Site) => one.siteId === other.siteId && one.origin === other.origin;

function List({ supplement, byPolicy, onSave }: Pick<Props, 'supplement' | 'byPolicy' | 'onSave'>) {
  const { sites, pages } = supplement;
  const save = (own: Supplement) => onSave(own, translate('options_supplement_removed'));
  if (sites.length + pages.length === 0) return <p class="hint">{translate('options_supplement_none')}</p>;
  return (
    <ul class="supplement-list">
      {pages.map((taught) => {
        const isManaged = byPolicy.pages.some(({ id }) => id === taught.id);
        const remove = () => save({ sites, pages: pages.filter(({ id }) => id !== taught.id) });
        return (
          <TaughtItem key={taught.id} taught={taught} isManaged={isManaged} onRemove={isManaged ? undefined : remove} />
        );
      })}
      {sites.map((site) => {
        const isManaged = byPolicy.sites.some((one) => isSameSite(one, site));
        const remove = () => save({ pages, sites: sites.filter((one) => !isSameSite(one, site)) });
        return (
          <SiteItem
            key={`${site.siteId} ${site.origin}`}
            origin={site.origin}
            isManaged={isManaged}
            onRemove={isManaged ? undefined : remove}
          />
        );
      })}
    </ul>
  );
}

export function SupplementSection(props: Props) {
  const { supplement, onRequestAccess, onAdd, onDownload } = props;
  const [reading, setReading] = useState<SupplementReading>();
  const [isAccessRefused, setIsAccessRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const show = (next: SupplementReading | undefined) => {
    setIsAccessRefused(false);
    setReading(next);
  };
  const readFile = async (field: HTMLInputElement) => {
    const [file] = field.files ?? [];
    if (file) show(readSupplementFile(await readTextFile(file)));
    // The same file, mended, can be chosen again.
    field.value = '';
  };
  const take = async (added: Supplement) => {
    const origins = added.sites.map(({ origin }) => origin);
    // Straight from the click: browsers ask for access only then.
    if (origins.length > 0 && !(await onRequestAccess({ origins }))) {
      setIsAccessRefused(true);
      return;
    }
    show(undefined);
    onAdd(added);
  };
  const isEmpty = supplement.sites.length + supplement.pages.length === 0;
  return (
    <section class="card" id="supplement" aria-labelledby="supplement-heading" data-testid="supplement">
      <h2 id="supplement-heading">{translate('options_supplement_heading')}</h2>
      <p class="hint">{translate('options_supplement_text')}</p>
      <List {...props} />
      <div class="actions">
        <button type="button" class="secondary" data-testid="import-supplement" onClick={() => input.current?.click()}>
          {translate('options_supplement_import')}
        </button>
        <input
          ref={input}
          hidden
          type="file"
          accept=".json,application/json"
          data-testid="supplement-file"
          onChange={(event) => void readFile(event.currentTarget)}
        />
        {!isEmpty && (
          <button
            type="button"
            class="secondary"
            data-testid="export-supplement"
            onClick={() =>
              onDownload(translate('options_supplement_file_name'), `${JSON.stringify(supplement, null, 2)}\n`)
            }
          >
            {translate('options_supplement_export')}
          </button>
        )}
      </div>
      {reading && 'fault' in reading && (
        <section class="card error-card" role="alert" data-testid="supplement-refused">
          <h3>{translate('options_supplement_refused')}</h3>
          <FaultText {...reading.fault} />
        </section>
      )}
      {reading && 'supplement' in reading && (
        <section class="card preview" aria-labelledby="supplement-preview" data-testid="supplement-preview">
          <h3 id="supplement-preview">{translate('options_supplement_preview')}</h3>
          <ul class="supplement-list">
            {reading.supplement.pages.map((taught) => (
              <TaughtItem key={taught.id} taught={taught} isManaged={false} />
            ))}
            {reading.supplement.sites.map(({ origin }) => (
              <SiteItem key={origin} origin={origin} isManaged={false} />
            ))}
          </ul>
          {isAccessRefused && (
            <p class="notice warn" role="alert" data-testid="supplement-access-refused">
              {translate('popup_site_refused')}
            </p>
          )}
          <div class="actions">
            <button
              type="button"
              class="primary"
              data-testid="confirm-supplement"
              onClick={() => void take(reading.supplement)}
            >
              {translate('options_supplement_confirm')}
            </button>
            <button type="button" class="secondary" data-testid="cancel-supplement" onClick={() => show(undefined)}>
              {translate('options_preview_cancel')}
            </button>
          </div>
        </section>
      )}
    </section>
  );
}
