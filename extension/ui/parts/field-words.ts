// What people call the fields of settings and site profiles.
import { lookUp } from '../../../shared/look-up.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';

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
  issuerNames: 'field_issuer_names',
  newKeyAlgorithm: 'field_new_key_algorithm',
  pinnedCaCertificates: 'field_ca_certificates',
  renewalWindow: 'field_renewal_window',
  retireOldAfterDays: 'field_retire_days',
  format: 'field_format',
};

/** `path` in words where there are any: `pages[0].kind` → 网页. '' where nobody has a word for it. */
export function nameField(path: string): string {
  const known = path.split(/[.[\]]+/).flatMap((part) => lookUp(fieldWords, part) ?? []);
  return known.map((key) => translate(key)).join(' → ');
}
