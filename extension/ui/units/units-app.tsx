// The page of unit profiles: list, form, import, and reading a U盾's certificate.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CertificateDescription } from '../../../shared/certificate.ts';
import { type AppError, toAppError } from '../../../shared/errors/app-error.ts';
import { translate } from '../../base/i18n.ts';
import { readTextFile } from '../../base/read-text-file.ts';
import { createEmptyUnit, type Unit } from '../../settings/unit.ts';
import { formatUnitsFile, type ImportPlan, parseUnitsFile, planImport } from '../../units/exchange-units.ts';
import { mergeCertificateUnit, readCertificateUnit } from '../../units/read-certificate-unit.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { ModalDialog } from '../parts/modal-dialog.tsx';
import { PageShell } from '../parts/page-shell.tsx';
import { ImportCard, type ImportState } from './import-card.tsx';
import { UnitForm } from './unit-form.tsx';
import { UnitList } from './unit-list.tsx';

/** What the page does with the world; tests give their own. */
export interface UnitsPort {
  readonly readUnits: () => Promise<readonly Unit[]>;
  /** Given by an administrator: shown and used, not changed. */
  readonly readManagedUnits: () => Promise<readonly Unit[]>;
  readonly saveUnits: (...units: readonly Unit[]) => Promise<void>;
  readonly deleteUnit: (id: string) => Promise<void>;
  readonly watchUnits: (listener: () => void) => () => void;
  /** Signing certificates on the tokens that are plugged in. */
  readonly readCertificates: () => Promise<readonly CertificateDescription[]>;
  readonly download: (fileName: string, text: string) => void;
}

type View =
  | { readonly name: 'list' }
  | { readonly name: 'form'; readonly unit: Unit; readonly isNew: boolean; readonly candidates: readonly string[] }
  | { readonly name: 'import'; readonly state: ImportState }
  | { readonly name: 'certificates'; readonly certificates: readonly CertificateDescription[] };

export function UnitsApp({ port }: { port: UnitsPort }) {
  const [units, setUnits] = useState<readonly Unit[] | undefined>(undefined);
  const [managed, setManaged] = useState<readonly Unit[]>([]);
  const [view, setView] = useState<View>({ name: 'list' });
  const [deleting, setDeleting] = useState<Unit | undefined>(undefined);
  const [message, setMessage] = useState('');
  const [error, setError] = useState<AppError | undefined>(undefined);
  const [isReading, setIsReading] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const load = () => {
      void port.readUnits().then(setUnits, (cause) => setError(toAppError(cause)));
      void port.readManagedUnits().then(setManaged, (cause) => setError(toAppError(cause)));
    };
    load();
    return port.watchUnits(load);
  }, [port]);

  const show = (next: View, words = '') => {
    setView(next);
    setMessage(words);
    setError(undefined);
  };
  const attempt = (work: Promise<void>) => void work.catch((cause) => setError(toAppError(cause)));
  const save = async (unit: Unit) => {
    await port.saveUnits(unit);
    show({ name: 'list' }, translate('units_saved', unit.unitName));
  };
  const openCertificate = (certificate: CertificateDescription) => {
    const said = readCertificateUnit(certificate);
    const unit = mergeCertificateUnit(units ?? [], createEmptyUnit(), said);
    const isNew = !units?.some(({ id }) => id === unit.id);
    show(
      { name: 'form', unit, isNew, candidates: said.socialInsuranceNumbers },
      translate(said.isNameCut ? 'units_read_cut' : 'units_read_done'),
    );
  };
  const readToken = async () => {
    setIsReading(true);
    try {
      const certificates = await port.readCertificates();
      const [only] = certificates;
      if (only && certificates.length === 1) openCertificate(only);
      else show({ name: 'certificates', certificates });
    } finally {
      setIsReading(false);
    }
  };
  const readFile = async (file: File) => {
    const result = parseUnitsFile(await readTextFile(file));
    show({ name: 'import', state: 'units' in result ? { plan: planImport(units ?? [], result.units) } : result });
  };
  const takeImport = async ({ added, changed }: ImportPlan) => {
    await port.saveUnits(...added, ...changed.map(({ unit }) => unit));
    show({ name: 'list' }, translate('units_imported', added.length + changed.length));
  };
  const remove = async (unit: Unit) => {
    setDeleting(undefined);
    await port.deleteUnit(unit.id);
    show({ name: 'list' }, translate('units_deleted', unit.unitName));
  };
  const toList = () => show({ name: 'list' });

  return (
    <PageShell page="units" title={translate('units_title')} view={view.name}>
      <p class="visually-hidden" role="status">
        {message}
      </p>
      {message !== '' && (
        <p class="notice good" aria-hidden="true" data-testid="units-message">
          {message}
        </p>
      )}
      {error && <ErrorCard error={error} onRetry={() => attempt(readToken())} isBusy={isReading} />}
      {view.name === 'list' && units && (
        <>
          <p class="hint">{translate('units_privacy')}</p>
          <div class="actions toolbar">
            <button
              type="button"
              class="primary"
              data-testid="add-unit"
              onClick={() => show({ name: 'form', unit: createEmptyUnit(), isNew: true, candidates: [] })}
            >
              {translate('units_add')}
            </button>
            <button
              type="button"
              class="secondary"
              data-testid="read-token"
              aria-busy={isReading}
              onClick={() => !isReading && attempt(readToken())}
            >
              {translate(isReading ? 'units_reading' : 'units_read_token')}
            </button>
            <button type="button" class="plain" data-testid="import-units" onClick={() => chooser.current?.click()}>
              {translate('units_import')}
            </button>
            {units.length > 0 && (
              <button
                type="button"
                class="plain"
                data-testid="export-units"
                onClick={() => port.download(translate('units_file_name'), formatUnitsFile(units, new Date()))}
              >
                {translate('units_export')}
              </button>
            )}
            <input
              ref={chooser}
              type="file"
              accept=".json,application/json"
              hidden
              data-testid="import-file"
              onChange={(event) => {
                const [file] = event.currentTarget.files ?? [];
                event.currentTarget.value = '';
                if (file) attempt(readFile(file));
              }}
            />
          </div>
          {units.length + managed.length === 0 ? (
            <p class="card" data-testid="no-units">
              {translate('units_none')}
            </p>
          ) : (
            <UnitList
              units={units.filter(({ id }) => !managed.some((unit) => unit.id === id))}
              managed={managed}
              onEdit={(unit) => show({ name: 'form', unit, isNew: false, candidates: [] })}
              onDelete={setDeleting}
            />
          )}
        </>
      )}
      {view.name === 'form' && (
        <UnitForm
          key={view.unit.id}
          unit={view.unit}
          isNew={view.isNew}
          socialInsuranceNumbers={view.candidates}
          onSave={(unit) => attempt(save(unit))}
          onCancel={toList}
        />
      )}
      {view.name === 'import' && (
        <ImportCard state={view.state} onTake={(plan) => attempt(takeImport(plan))} onCancel={toList} />
      )}
      {view.name === 'certificates' && (
        <section class="card" aria-labelledby="certificates-title" data-testid="choose-certificate">
          <h2 id="certificates-title">
            {translate(view.certificates.length === 0 ? 'units_no_certificate' : 'units_choose_certificate')}
          </h2>
          <div class="actions">
            {view.certificates.map((certificate) => (
              <button
                type="button"
                class="secondary"
                key={certificate.hash}
                onClick={() => openCertificate(certificate)}
              >
                {certificate.unitName}
              </button>
            ))}
            <button type="button" class="plain" onClick={toList}>
              {translate('units_cancel')}
            </button>
          </div>
        </section>
      )}
      {deleting && (
        <ModalDialog
          title={translate('units_delete_title')}
          testId="delete-dialog"
          onCancel={() => setDeleting(undefined)}
          onSubmit={() => attempt(remove(deleting))}
        >
          <p>{translate('units_delete_text', deleting.unitName)}</p>
          <div class="actions">
            <button type="button" class="primary" autofocus onClick={() => setDeleting(undefined)}>
              {translate('units_keep')}
            </button>
            <button type="submit" class="danger" data-testid="confirm-delete">
              {translate('units_delete')}
            </button>
          </div>
        </ModalDialog>
      )}
    </PageShell>
  );
}
