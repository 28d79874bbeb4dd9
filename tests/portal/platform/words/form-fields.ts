// The fields of 录入信息: labels from the manual and its attachment 1, names in each variant's page, and the platform's own checks.
import type { PortalVariant } from '../../sites/site-urls.ts';
import type { BusinessKind } from './business-kinds.ts';

export const fieldCodes = [
  'certificateUnitName',
  'socialInsuranceNumber',
  'chipNumber',
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
  'changeNote',
] as const;
export type FieldCode = (typeof fieldCodes)[number];

export interface FormField {
  readonly label: string;
  readonly group: '证书信息' | '单位信息' | '经办人信息';
  readonly names: Readonly<Record<PortalVariant, string>>;
  readonly isRequired: boolean;
  readonly pattern: RegExp;
  readonly maxLength: number;
  /** Without it, for all four jobs. */
  readonly kinds?: readonly BusinessKind[];
}

type Options = Pick<FormField, 'kinds'> & { isRequired?: boolean; maxLength?: number };

/** Free of control characters, which no certificate may carry. */
const line = /^\P{Cc}+$/u;

function define(
  group: FormField['group'],
  label: string,
  [gbk, frames]: [string, string],
  pattern = line,
  { isRequired = true, maxLength = 60, ...rest }: Options = {},
): FormField {
  return { group, label, names: { gbk, frames }, pattern, isRequired, maxLength, ...rest };
}

/** People without an 身份证 have a passport. */
const idNumber = /^(\d{17}[\dXx]|[0-9A-Za-z]{6,15})$/;
const phone = /^[\d\-() ]{7,20}$/;
const optional = { isRequired: false };

export const formFields: Readonly<Record<FieldCode, FormField>> = {
  certificateUnitName: define('证书信息', '单位名称', ['dwmc', 'certUnitName']),
  socialInsuranceNumber: define('证书信息', '社保号', ['sbh', 'socialNo'], /^[0-9A-Za-z]{4,20}$/),
  chipNumber: define('证书信息', 'U盾芯片号', ['xph', 'keySerial'], /^[0-9A-Za-z]{4,32}$/, {
    ...optional,
    kinds: ['update', 'change'],
  }),
  unitName: define('单位信息', '单位名称', ['qymc', 'orgName']),
  creditCode: define('单位信息', '统一社会信用代码', ['tyshxydm', 'creditCode'], /^[0-9A-HJ-NPQRTUWXY]{18}$/),
  legalPersonName: define('单位信息', '法人姓名', ['frxm', 'legalName']),
  legalPersonIdNumber: define('单位信息', '身份证号码', ['frsfzh', 'legalIdNo'], idNumber),
  contactPhone: define('单位信息', '联系电话', ['lxdh', 'contactTel'], phone),
  officePhone: define('单位信息', '办公电话', ['bgdh', 'officeTel'], phone),
  website: define('单位信息', '企业网址', ['qywz', 'website'], line, { ...optional, maxLength: 100 }),
  unitAddress: define('单位信息', '单位地址', ['dwdz', 'orgAddress'], line, optional),
  agentName: define('经办人信息', '经办人', ['jbrxm', 'agentName']),
  agentIdNumber: define('经办人信息', '经办人身份证号码', ['jbrsfzh', 'agentIdNo'], idNumber),
  agentPhone: define('经办人信息', '手机号码', ['jbrsjh', 'agentMobile'], /^1\d{10}$/),
  agentEmail: define('经办人信息', '邮箱', ['jbryx', 'agentEmail'], /^[^\s@]+@[^\s@]+\.[^\s@]+$/),
  agentWechat: define('经办人信息', '微信号', ['wxh', 'wechat'], line, optional),
  postalAddress: define('经办人信息', '邮寄地址', ['yjdz', 'mailAddress'], line, { maxLength: 100 }),
  changeNote: define('经办人信息', '变更说明', ['bgsm', 'changeDesc'], line, {
    ...optional,
    maxLength: 200,
    kinds: ['change'],
  }),
};

/** The fields that a job asks for, in the page's order. */
export function listFields(kind: BusinessKind): FieldCode[] {
  return fieldCodes.filter((code) => formFields[code].kinds?.includes(kind) ?? true);
}

/** What the platform has against the values, in its words; undefined when nothing. */
export function refuseForm(
  kind: BusinessKind,
  values: Readonly<Partial<Record<FieldCode, string>>>,
): string | undefined {
  for (const code of listFields(kind)) {
    const { label, isRequired, pattern, maxLength } = formFields[code];
    const value = values[code] ?? '';
    if (value === '' && isRequired) return `请输入${label}！`;
    if (value !== '' && (!pattern.test(value) || value.length > maxLength)) return `${label}格式不正确！`;
  }
  if (values.certificateUnitName !== values.unitName) return '证书信息与单位信息中的单位名称不一致！';
  return undefined;
}
