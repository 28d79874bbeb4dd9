// A unit profile, and the 芯片号 of the unit's U盾, in the platform's terms: what goes into which field of 录入信息 and 信息校验.
import type { UnitField } from '../portal/unit-fields.ts';
import type { Unit } from '../settings/unit.ts';

/** Values for all of the platform's fields; empty where the profile knows nothing. */
export function listPlatformValues(unit: Unit, chipNumber = ''): Readonly<Record<UnitField, string>> {
  return {
    certificateUnitName: unit.unitName,
    socialInsuranceNumber: unit.socialInsuranceNumber,
    chipNumber,
    insuredArea: unit.insuredArea,
    unitName: unit.unitName,
    creditCode: unit.creditCode,
    legalPersonName: unit.legalPersonName,
    legalPersonIdNumber: unit.legalPersonDocumentNumber,
    // The manual's own example gives the same number in both places.
    contactPhone: unit.contactPhone || unit.agentMobile,
    officePhone: unit.officePhone,
    website: unit.website,
    unitAddress: unit.unitAddress,
    agentName: unit.agentName,
    agentIdNumber: unit.agentDocumentNumber,
    agentPhone: unit.agentMobile,
    agentEmail: unit.agentEmail,
    agentWechat: unit.agentWechat,
    postalAddress: unit.postalAddress,
  };
}
