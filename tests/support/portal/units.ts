// Units that tests make certificates for. The codes are made up; their check characters are right.
import type { Unit } from '../../portal/ca/unit.ts';

export const exampleUnit: Unit = {
  unitName: '重庆山城机械制造有限公司',
  creditCode: '91500000MA5U4K2X4T',
  socialInsuranceNumber: '50010203',
};

export const otherUnit: Unit = {
  unitName: '重庆两江物流有限公司',
  creditCode: '91350100M000100Y43',
  socialInsuranceNumber: '50019988',
};
