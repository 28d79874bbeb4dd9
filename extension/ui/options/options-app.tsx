// The options page: what can be set, at once in force; what a policy sets is shown as such and locked.
import { useEffect, useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { mergeSupplements, withoutPolicy } from '../../portal/apply-supplement.ts';
import { nameSite } from '../../portal/name-site.ts';
import type { Supplement } from '../../portal/supplement.ts';
import type { SettingsReading } from '../../settings/merge-settings.ts';
import type { SettingName, Settings } from '../../settings/settings.ts';
import { PageShell } from '../parts/page-shell.tsx';
import { SettingsProblems } from '../parts/settings-problems.tsx';
import { ChoiceSection } from './choice-section.tsx';
import type { OptionsPort } from './options-port.ts';
import { ProfileSection } from './profile-section.tsx';
import { ReminderSection } from './reminder-section.tsx';
import { SettingsTransfer } from './settings-transfer.tsx';
import { SupplementSection } from './supplement-section.tsx';

function useReading({ readSettings, watchSettings }: OptionsPort): SettingsReading | undefined {
  const [reading, setReading] = useState<SettingsReading>();
  useEffect(() => {
    const read = () => void readSettings().then(setReading);
    read();
    return watchSettings(read);
  }, [readSettings, watchSettings]);
  return reading;
}

export function OptionsApp({ port }: { readonly port: OptionsPort }) {
  const reading = useReading(port);
  const [message, setMessage] = useState('');
  const title = translate('options_title');
  if (!reading) return <PageShell page="options" title={title} view="loading" children={null} />;
  const { values, managedKeys, problems } = reading;
  /** The clerk's own part, with what comes from a file. */
  const addOwn = (added: Supplement) =>
    withoutPolicy(mergeSupplements(values.supplement, added), reading.supplementByPolicy);
  const isManaged = (name: SettingName) => managedKeys.includes(name);
  const save = async (changed: Settings, words: () => string = () => translate('options_saved')) => {
    setMessage('');
    await port.saveSettings(changed);
    setMessage(words());
  };
  return (
    <PageShell page="options" title={title} view="ready">
      <p class={message ? 'notice good' : 'visually-hidden'} role="status" data-testid="options-message">
        {message}
      </p>
      {managedKeys.length > 0 && <p class="hint">{translate('options_managed_note')}</p>}
      <SettingsProblems problems={problems} />
      <ReminderSection
        key={values.reminderDays?.join()}
        days={values.reminderDays}
        profileDays={(values.profile ?? port.builtIn).reminderDays}
        isManaged={isManaged('reminderDays')}
        onSave={(reminderDays) => void save({ reminderDays })}
      />
      <ChoiceSection
        id="language"
        heading={translate('options_language_heading')}
        label={translate('options_language')}
        value={values.language}
        options={[
          ['auto', translate('options_language_auto')],
          ['zh_CN', translate('options_language_zh_CN')],
          ['en', translate('options_language_en')],
        ]}
        isManaged={isManaged('language')}
        onChoose={(language) => void save({ language })}
      />
      <ProfileSection
        own={values.profile}
        builtIn={port.builtIn}
        isManaged={isManaged('profile')}
        onRequestAccess={port.requestAccess}
        onDownload={port.download}
        onTake={(profile) =>
          void save({ profile }, () =>
            profile ? translate('options_profile_imported', nameSite(profile)) : translate('options_profile_restored'),
          )
        }
      />
      <SupplementSection
        supplement={values.supplement}
        byPolicy={reading.supplementByPolicy}
        onRequestAccess={port.requestAccess}
        onDownload={port.download}
        onSave={(own, words) => void save({ supplement: withoutPolicy(own, reading.supplementByPolicy) }, () => words)}
        onAdd={(added) => void save({ supplement: addOwn(added) }, () => translate('options_supplement_imported'))}
      />
      <section class="card" aria-labelledby="units-heading">
        <h2 id="units-heading">{translate('options_units_heading')}</h2>
        <p>{translate('options_units_text')}</p>
        {isManaged('units') && (
          <p data-testid="managed-units">{translate('options_units_managed', values.units.length)}</p>
        )}
        <p>
          <a href="/units.html">{translate('nav_units')}</a>
        </p>
      </section>
      <ChoiceSection
        id="log-level"
        heading={translate('options_support_heading')}
        label={translate('options_log_level')}
        value={values.logLevel}
        options={[
          ['error', translate('options_log_error')],
          ['info', translate('options_log_info')],
          ['debug', translate('options_log_debug')],
        ]}
        isManaged={isManaged('logLevel')}
        onChoose={(logLevel) => void save({ logLevel })}
      >
        <p class="hint">{translate('options_log_hint')}</p>
        <SettingsTransfer
          reading={reading}
          onDownload={port.download}
          onTake={async (settings) => {
            // Straight from the click: browsers ask for access only then.
            const { supplement } = settings;
            const added = supplement?.sites.map(({ origin }) => origin) ?? [];
            const origins = [...(settings.profile?.origins ?? []), ...added];
            if (origins.length > 0 && !(await port.requestAccess({ ...settings.profile, origins }))) return false;
            const own = supplement && { supplement: addOwn(supplement) };
            await save({ ...settings, ...own }, () => translate('options_imported'));
            return true;
          }}
        />
      </ChoiceSection>
    </PageShell>
  );
}
