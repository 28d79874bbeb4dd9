// What clerks call the parts of a certificate's subject, and one of them held against its successor.
import { isCreditCode } from '../../shared/credit-code.ts';
import { type MessageKey, translate } from './i18n.ts';

export interface ComparedField {
  readonly label: string;
  /** '' when the certificate does not say. */
  readonly before: string;
  readonly after: string;
  readonly state: 'same' | 'changed' | 'added' | 'removed';
}

/** Short names and OIDs → words. */
const words: Readonly<Record<string, MessageKey>> = {
  O: 'subject_field_O',
  CN: 'subject_field_CN',
  // The first of the places where the 社保号 is known to stand.
  SERIALNUMBER: 'subject_field_social_insurance_number',
  OU: 'subject_field_OU',
  ST: 'subject_field_ST',
  L: 'subject_field_L',
  STREET: 'subject_field_STREET',
  C: 'subject_field_C',
  E: 'subject_field_E',
  '1.2.86.21.1.4': 'subject_field_social_insurance_number',
  '1.2.156.10260.4.1.2': 'subject_field_social_insurance_number',
  '1.2.156.10260.4.1.4': 'subject_field_credit_code',
  '1.2.156.10260.4.1.3': 'subject_field_registration_number',
  '1.2.156.10260.4.1.5': 'subject_field_tax_number',
  '1.2.156.10260.4.1.1': 'subject_field_person_number',
};

/** The name of an attribute type; a code that shows by its check character names itself. */
export function nameField(type: string, value = ''): string {
  if (isCreditCode(value)) return translate('subject_field_credit_code');
  const key = words[type];
  return key ? translate(key) : translate('subject_field_other', type);
}
