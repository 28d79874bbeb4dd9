// Fields of the platform's pages that a unit profile can fill; the site profile says where each stands.
export const unitFields = [
  'certificateUnitName',
  'socialInsuranceNumber',
  'chipNumber',
  'insuredArea',
  'unitName',
  'creditCode',
  'legalPersonName',
  'legalPersonIdNumber',
  'contactPhone',
  'officePhone',
  'website',
  'unitAddress',
  'agentName',
  'agentIdNumber',
  'agentPhone',
  'agentEmail',
  'agentWechat',
  'postalAddress',
] as const;
export type UnitField = (typeof unitFields)[number];
