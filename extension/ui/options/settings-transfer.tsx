// All settings into a file and out of one: what the file would set is shown before it is taken.
import { useRef, useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { readTextFile } from '../../base/read-text-file.ts';
import { nameSite } from '../../portal/name-site.ts';
import type { SettingsReading } from '../../settings/merge-settings.ts';
import { readSettingsFile, type SettingsFileReading } from '../../settings/read-settings-file.ts';
import type { Settings } from '../../settings/settings.ts';
import { FaultText } from '../parts/fault-text.tsx';

interface Props {
  readonly reading: SettingsReading;
  readonly onDownload: (fileName: string, text: string) => void;
  /** Rejects nothing; false where the browser gave no access to the profile's sites. Called straight from a click. */
  readonly onTake: (settings: Settings) => Promise<boolean>;
}

const languageNames = {
  auto: 'options_language_auto',
  zh_CN: 'options_language_zh_CN',
  en: 'options_language_en',
} as const;
const levelNames = { error: 'options_log_error', info: 'options_log_info', debug: 'options_log_debug' } as const;

function listSettings({ reminderDays, language, logLevel, profile, supplement }: Settings): string[] {
  const line = (label: string, value: string) => translate('options_import_line', label, value);
  return [
    ...(reminderDays ? [line(translate('options_reminder_days'), reminderDays.join(translate('list_separator')))] : []),
    ...(language ? [line(translate('options_language'), translate(languageNames[language]))] : []),
    ...(logLevel ? [line(translate('options_log_level'), translate(levelNames[logLevel]))] : []),
    ...(supplement
      ? [line(translate('options_supplement_heading'), String(supplement.pages.length + supplement.sites.length))]
      : []),
    ...(profile ? [line(translate('options_profile_heading'), nameSite(profile))] : []),
  ];
}

export function SettingsTransfer({ reading, onDownload, onTake }: Props) {
  const [file, setFile] = useState<SettingsFileReading>();
  const [isAccessRefused, setIsAccessRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const show = (next: SettingsFileReading | undefined) => {
    setIsAccessRefused(false);
    setFile(next);
  };
  const read = async (field: HTMLInputElement) => {
    const [chosen] = field.files ?? [];
    if (chosen) show(readSettingsFile(await readTextFile(chosen), reading.managedKeys));
    // The same file, mended, can be chosen again.
    field.value = '';
  };
  const take = async (settings: Settings) => {
    if (await onTake(settings)) show(undefined);
    else setIsAccessRefused(true);
  };
  const lines = file && 'settings' in file ? listSettings(file.settings) : [];
  return (
    <>
      <div class="actions">
        <button type="button" class="secondary" data-testid="import-settings" onClick={() => input.current?.click()}>
          {translate('options_import')}
        </button>
        <input
          ref={input}
          hidden
          type="file"
          accept=".json,application/json"
          data-testid="settings-file"
          onChange={(event) => void read(event.currentTarget)}
        />
        <button
          type="button"
          class="secondary"
          data-testid="export-settings"
          onClick={() =>
            onDownload(translate('options_export_file_name'), `${JSON.stringify(reading.values, null, 2)}\n`)
          }
        >
          {translate('options_export')}
        </button>
      </div>
      {file && 'fault' in file && (
        <section class="card error-card" role="alert" data-testid="settings-refused">
          <h3>{translate('options_import_refused')}</h3>
          <FaultText {...file.fault} />
        </section>
      )}
      {file && 'settings' in file && (
        <section class="card preview" aria-labelledby="import-heading" data-testid="settings-preview">
          <h3 id="import-heading">{translate('options_import_heading')}</h3>
          {lines.length === 0 && <p>{translate('options_import_nothing')}</p>}
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          {file.settings.profile && (
            <p>{translate('options_preview_sites', file.settings.profile.origins.join(translate('list_separator')))}</p>
          )}
          {isAccessRefused && (
            <p class="notice warn" role="alert" data-testid="settings-access-refused">
              {translate('options_profile_not_allowed')}
            </p>
          )}
          <div class="actions">
            {lines.length > 0 && (
              <button
                type="button"
                class="primary"
                data-testid="confirm-settings"
                onClick={() => void take(file.settings)}
              >
                {translate('options_preview_confirm')}
              </button>
            )}
            <button type="button" class="secondary" data-testid="cancel-settings" onClick={() => show(undefined)}>
              {translate('options_preview_cancel')}
            </button>
          </div>
        </section>
      )}
    </>
  );
}
