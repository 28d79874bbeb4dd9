// What would change with a site profile from a file, before it is used; or why the file is refused.
import { useEffect, useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import type { ComparedField } from '../../base/subject-words.ts';
import { nameSite } from '../../portal/name-site.ts';
import type { SiteProfile } from '../../portal/profile.ts';
import { compareProfiles, fingerprintCertificates } from '../../settings/compare-profiles.ts';
import type { ProfileReading } from '../../settings/read-profile-file.ts';
import { ComparisonTable } from '../parts/comparison-table.tsx';
import { FaultText } from '../parts/fault-text.tsx';

interface Props {
  readonly reading: ProfileReading;
  readonly current: SiteProfile;
  /** The browser refused access when it was asked. */
  readonly isAccessRefused: boolean;
  readonly onTake: (profile: SiteProfile) => void;
  readonly onCancel: () => void;
}

function useChanges(current: SiteProfile, next: SiteProfile): readonly ComparedField[] | undefined {
  const [changes, setChanges] = useState<readonly ComparedField[]>();
  useEffect(() => {
    void fingerprintCertificates(current, next).then((fingerprints) =>
      setChanges(compareProfiles(current, next, fingerprints).filter(({ state }) => state !== 'same')),
    );
  }, [current, next]);
  return changes;
}

function Changes({ profile, current, isAccessRefused, onTake, onCancel }: Props & { readonly profile: SiteProfile }) {
  const changes = useChanges(current, profile);
  if (!changes) return null;
  const isSame = changes.length === 0 && profile.id === current.id;
  return (
    <section class="card preview" aria-labelledby="preview-heading" data-testid="profile-preview">
      <h3 id="preview-heading">{translate('options_preview_heading')}</h3>
      {profile.id !== current.id && <p>{translate('options_preview_new', nameSite(profile), nameSite(current))}</p>}
      {isSame && <p>{translate('options_preview_same')}</p>}
      {!isSame && <p>{translate('options_preview_sites', profile.origins.join(translate('list_separator')))}</p>}
      {changes.length > 0 && <ComparisonTable fields={changes} />}
      {isAccessRefused && (
        <p class="notice warn" role="alert" data-testid="access-refused">
          {translate('options_profile_not_allowed')}
        </p>
      )}
      <div class="actions">
        {!isSame && (
          <button type="button" class="primary" data-testid="confirm-profile" onClick={() => onTake(profile)}>
            {translate('options_preview_confirm')}
          </button>
        )}
        <CancelButton onCancel={onCancel} />
      </div>
    </section>
  );
}

function CancelButton({ onCancel }: Pick<Props, 'onCancel'>) {
  return (
    <button type="button" class="secondary" data-testid="cancel-profile" onClick={onCancel}>
      {translate('options_preview_cancel')}
    </button>
  );
}

export function ProfilePreview(props: Props) {
  const { reading, onCancel } = props;
  if ('profile' in reading) return <Changes {...props} profile={reading.profile} />;
  return (
    <section class="card error-card" role="alert" data-testid="profile-refused">
      <h3>{translate('options_profile_refused')}</h3>
      <FaultText {...reading.fault} />
      <div class="actions">
        <CancelButton onCancel={onCancel} />
      </div>
    </section>
  );
}
