// What the clerk calls the fields of a unit profile and the documents of its persons.
import type { MessageKey } from '../base/i18n.ts';
import type { UnitField } from '../portal/unit-fields.ts';
import type { DocumentType, UnitFieldName } from '../settings/unit.ts';

export const unitFieldLabels: Readonly<Record<UnitFieldName, MessageKey>> = {
  unitName: 'unit_name',
  creditCode: 'unit_credit_code',
  socialInsuranceNumber: 'unit_social_insurance_number',
  insuredArea: 'unit_insured_area',
  legalPersonName: 'unit_legal_person_name',
  legalPersonDocumentType: 'unit_legal_person_document_type',
  legalPersonDocumentNumber: 'unit_legal_person_document_number',
  contactPhone: 'unit_contact_phone',
  officePhone: 'unit_office_phone',
  website: 'unit_website',
  unitAddress: 'unit_address',
  agentName: 'unit_agent_name',
  agentDocumentType: 'unit_agent_document_type',
  agentDocumentNumber: 'unit_agent_document_number',
  agentMobile: 'unit_agent_mobile',
  agentEmail: 'unit_agent_email',
  agentWechat: 'unit_agent_wechat',
  postalAddress: 'unit_postal_address',
};

export const documentTypeLabels: Readonly<Record<DocumentType, MessageKey>> = {
  'identity-card': 'document_identity_card',
  passport: 'document_passport',
  'hk-macau-permit': 'document_hk_macau_permit',
  'taiwan-permit': 'document_taiwan_permit',
  'foreigner-card': 'document_foreigner_card',
  other: 'document_other',
};

/** The same words for the platform's fields, where ours are one to one with them. */
export const platformFieldLabels: Readonly<Record<UnitField, MessageKey>> = {
  certificateUnitName: 'unit_name',
  socialInsuranceNumber: 'unit_social_insurance_number',
  chipNumber: 'chip_number_label',
  insuredArea: 'unit_insured_area',
  unitName: 'unit_name',
  creditCode: 'unit_credit_code',
  legalPersonName: 'unit_legal_person_name',
  legalPersonIdNumber: 'unit_legal_person_document_number',
  contactPhone: 'unit_contact_phone',
  officePhone: 'unit_office_phone',
  website: 'unit_website',
  unitAddress: 'unit_address',
  agentName: 'unit_agent_name',
  agentIdNumber: 'unit_agent_document_number',
  agentPhone: 'unit_agent_mobile',
  agentEmail: 'unit_agent_email',
  agentWechat: 'unit_agent_wechat',
  postalAddress: 'unit_postal_address',
};
