// A wrong field of a policy or an imported profile, in words and as its path.
import type { FaultKind, FieldFault } from '../settings/describe-issue.ts';
import { type MessageKey, translate } from './i18n.ts';

const faultWords: Readonly<Record<FaultKind, MessageKey>> = {
  missing: 'fault_missing',
  unknown: 'fault_unknown',
  type: 'fault_type',
  value: 'fault_value',
};

/** Fields that people have a name for, by the last of these that stands in the path. */
const fieldWords: Readonly<Record<string, MessageKey>> = {
  profile: 'field_profile',
  units: 'field_units',
  reminderDays: 'field_reminder_days',
  language: 'field_language',
  logLevel: 'field_log_level',
  openSetupOnInstall: 'field_open_setup',
  id: 'field_id',
  displayName: 'field_display_name',
  origins: 'field_origins',
  pages: 'field_pages',
  orderService: 'field_order_service',
  orderList: 'field_order_list',
  materials: 'field_materials',
  tokenKinds: 'field_token_kinds',
  links: 'field_links',
  pinnedCaCertificates: 'field_ca_certificates',
  renewalWindow: 'field_renewal_window',
  retireOldAfterDays: 'field_retire_days',
  format: 'field_format',
};

function nameField(path: string): string {
  const known = path.split(/[.[\]]+/).flatMap((part) => fieldWords[part] ?? []);
  return known.map((key) => translate(key)).join(' → ');
}

export function FaultText({ path, kind }: FieldFault) {
  const name = nameField(path);
  return (
    <p>
      {path === '' ? translate('fault_whole') : translate(faultWords[kind], name || path)}
      {path !== '' && (
        <>
          {' '}
          <code data-testid="wrong-path">{path}</code>
        </>
      )}
    </p>
  );
}
