// Which required fields of a printed form would stay blank.
import type { Unit, UnitFieldName } from '../settings/unit.ts';

/** Fields that the paper marks with *, or without which it says nothing. */
const requiredFields: Readonly<Record<'application' | 'seal', readonly UnitFieldName[]>> = {
  application: [
    'unitName',
    'creditCode',
    'socialInsuranceNumber',
    'legalPersonName',
    'legalPersonDocumentNumber',
    'officePhone',
    'agentName',
    'agentDocumentNumber',
    'agentMobile',
    'agentEmail',
    'postalAddress',
  ],
  seal: ['unitName', 'agentName'],
};

/** The required fields of that paper about which the unit profile knows nothing, in the order of the profile. */
export function listBlankFields(unit: Unit, paper: 'application' | 'seal'): readonly UnitFieldName[] {
  return requiredFields[paper].filter((field) => unit[field] === '');
}
