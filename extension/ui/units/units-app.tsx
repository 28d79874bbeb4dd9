// The page of unit profiles: list, form, import, and reading a U盾's certificate.
import { useEffect, useState } from 'preact/hooks';
import type { CertificateDescription } from '../../../shared/certificate.ts';
import { type AppError, toAppError } from '../../../shared/errors/app-error.ts';
import { translate } from '../../base/i18n.ts';
import { readTextFile } from '../../base/read-text-file.ts';
import { createEmptyUnit, type Unit } from '../../settings/unit.ts';
import { formatUnitsFile, type ImportPlan, parseUnitsFile, planImport } from '../../units/exchange-units.ts';
import { mergeCertificateUnit, readCertificateUnit } from '../../units/read-certificate-unit.ts';
import { ErrorCard } from '../parts/error-card.tsx';
import { PageShell } from '../parts/page-shell.tsx';
import { CertificatePick } from './certificate-pick.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { ImportCard, type ImportState } from './import-card.tsx';
import { UnitForm } from './unit-form.tsx';
import { UnitList } from './unit-list.tsx';
import { UnitsToolbar } from './units-toolbar.tsx';

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
          <UnitsToolbar
            isReading={isReading}
            onAdd={() => show({ name: 'form', unit: createEmptyUnit(), isNew: true, candidates: [] })}
            onReadToken={() => attempt(readToken())}
            onImport={(file) => attempt(readFile(file))}
            onExport={
              units.length > 0
                ? () => port.download(translate('units_file_name'), formatUnitsFile(units, new Date()))
                : undefined
            }
          />
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
        <CertificatePick certificates={view.certificates} onPick={openCertificate} onCancel={toList} />
      )}
      {deleting && (
        <DeleteDialog
          unitName={deleting.unitName}
          onKeep={() => setDeleting(undefined)}
          onDelete={() => attempt(remove(deleting))}
        />
      )}
    </PageShell>
  );
}
