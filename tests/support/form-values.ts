// What a clerk writes into 录入信息 for a unit.
import type { Unit } from '../portal/ca/unit.ts';
import type { FieldCode } from '../portal/platform/words/form-fields.ts';
import { account } from './platform-clerk.ts';

/** Every field that the platform demands; the identity numbers are the standard's own example. */
export function formValuesOf(unit: Unit): Partial<Record<FieldCode, string>> {
  return {
    certificateUnitName: unit.unitName,
    socialInsuranceNumber: unit.socialInsuranceNumber,
    unitName: unit.unitName,
    creditCode: unit.creditCode,
    legalPersonName: '张明',
    legalPersonIdNumber: '11010519491231002X',
    contactPhone: '023-63456789',
    officePhone: '023-63456789',
    agentName: '李华',
    agentIdNumber: '11010519491231002X',
    agentPhone: account.phone,
    agentEmail: 'lihua@example.com',
    postalAddress: '重庆市渝北区金开大道160号',
  };
}
