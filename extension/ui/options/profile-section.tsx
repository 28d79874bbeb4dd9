// The site profile in use: import with a look at what changes, export, and back to the built-in one.
import { useRef, useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { readTextFile } from '../../base/read-text-file.ts';
import { nameSite } from '../../portal/name-site.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import { type ProfileReading, readProfileFile } from '../../settings/read-profile-file.ts';
import { ManagedMark } from '../parts/managed-mark.tsx';
import { ProfilePreview } from './profile-preview.tsx';

interface Props {
  /** Imported, or given by policy; undefined while the built-in one holds. */
  readonly own: SiteProfile | undefined;
  readonly builtIn: SiteProfile;
  readonly isManaged: boolean;
  readonly onRequestAccess: (profile: SiteProfile) => Promise<boolean>;
  readonly onTake: (profile: SiteProfile | undefined) => void;
  readonly onDownload: (fileName: string, text: string) => void;
}

export function ProfileSection({ own, builtIn, isManaged, onRequestAccess, onTake, onDownload }: Props) {
  const [reading, setReading] = useState<ProfileReading>();
  const [isAccessRefused, setIsAccessRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const current = own ?? builtIn;
  const show = (next: ProfileReading | undefined) => {
    setIsAccessRefused(false);
    setReading(next);
  };
  const readFile = async (field: HTMLInputElement) => {
    const file = field.files?.[0];
    if (file) show(readProfileFile(await readTextFile(file)));
    // The same file, mended, can be chosen again.
    field.value = '';
  };
  const take = async (profile: SiteProfile) => {
    // Straight from the click: browsers ask for access only then.
    if (!(await onRequestAccess(profile))) return setIsAccessRefused(true);
    show(undefined);
    onTake(profile);
  };
  return (
    <section class="card" aria-labelledby="profile-heading">
      <h2 id="profile-heading">{translate('options_profile_heading')}</h2>
      <p class="hint">{translate('options_profile_text')}</p>
      <dl class="facts">
        <dt>{translate('options_profile_current')}</dt>
        <dd data-testid="current-profile" data-profile-id={current.id}>
          {translate(own ? 'options_profile_own' : 'options_profile_built_in', nameSite(current))}
        </dd>
      </dl>
      <ManagedMark isManaged={isManaged} />
      <div class="actions">
        {!isManaged && (
          <>
            <button type="button" class="secondary" data-testid="import-profile" onClick={() => input.current?.click()}>
              {translate('options_profile_import')}
            </button>
            <input
              ref={input}
              hidden
              type="file"
              accept=".json,application/json"
              data-testid="profile-file"
              onChange={(event) => void readFile(event.currentTarget)}
            />
          </>
        )}
        <button
          type="button"
          class="secondary"
          data-testid="export-profile"
          onClick={() => onDownload(translate('options_profile_file_name'), `${JSON.stringify(current, null, 2)}\n`)}
        >
          {translate('options_profile_export')}
        </button>
        {own && !isManaged && (
          <button type="button" class="secondary" data-testid="restore-profile" onClick={() => onTake(undefined)}>
            {translate('options_profile_restore')}
          </button>
        )}
      </div>
      {reading && (
        <ProfilePreview
          reading={reading}
          current={current}
          isAccessRefused={isAccessRefused}
          onTake={(profile) => void take(profile)}
          onCancel={() => show(undefined)}
        />
      )}
    </section>
  );
}
