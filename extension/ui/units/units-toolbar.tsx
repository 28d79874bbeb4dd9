// What can be done with unit profiles: add one, read one from a U盾, import and export.
import { useRef } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';

interface Props {
  /** The U盾 is being read. */
  readonly isReading: boolean;
  readonly onAdd: () => void;
  readonly onReadToken: () => void;
  readonly onImport: (file: File) => void;
  /** Not there while there is nothing to export. */
  readonly onExport: (() => void) | undefined;
}

export function UnitsToolbar({ isReading, onAdd, onReadToken, onImport, onExport }: Props) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div class="actions toolbar">
      <button type="button" class="primary" data-testid="add-unit" onClick={onAdd}>
        {translate('units_add')}
      </button>
      <button
        type="button"
        class="secondary"
        data-testid="read-token"
        aria-busy={isReading}
        onClick={() => !isReading && onReadToken()}
      >
        {translate(isReading ? 'units_reading' : 'units_read_token')}
      </button>
      <button type="button" class="plain" data-testid="import-units" onClick={() => chooser.current?.click()}>
        {translate('units_import')}
      </button>
      {onExport && (
        <button type="button" class="plain" data-testid="export-units" onClick={onExport}>
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
          if (file) onImport(file);
        }}
      />
    </div>
  );
}
