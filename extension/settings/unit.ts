// What is kept about a unit: the form of one unit profile, in storage, in an exported file and on paper.
import * as z from 'zod/mini';

/** Documents by which a 法定代表人 or 经办人 is known; the words are in _locales as `document_<type>`. */
export const documentTypes = [
  'identity-card',
  'passport',
  'hk-macau-permit',
  'taiwan-permit',
  'foreigner-card',
  'other',
] as const;
export type DocumentType = (typeof documentTypes)[number];

const lineSchema = (maxLength: number) => z.string().check(z.maxLength(maxLength), z.regex(/^\P{Cc}*$/u));
const documentTypeSchema = z.enum(documentTypes);

/** Empty text means not known yet: forms leave a blank there. Only the name must be known. */
export const unitSchema = z.strictObject({
  id: z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)),
  /** 单位名称. */
  unitName: lineSchema(60).check(z.minLength(2)),
  /** 统一社会信用代码. */
  creditCode: lineSchema(18),
  /** 社保号. */
  socialInsuranceNumber: lineSchema(20),
  /** 参保区域, e.g. 渝北. */
  insuredArea: lineSchema(20),
  /** 法定代表人. */
  legalPersonName: lineSchema(40),
  legalPersonDocumentType: documentTypeSchema,
  legalPersonDocumentNumber: lineSchema(20),
  /** 联系电话 of the unit; where it is empty the 经办人's mobile stands for it. */
  contactPhone: lineSchema(20),
  officePhone: lineSchema(20),
  website: lineSchema(100),
  /** 单位地址, as it stands in the certificate. */
  unitAddress: lineSchema(60),
  /** 经办人. */
  agentName: lineSchema(40),
  agentDocumentType: documentTypeSchema,
  agentDocumentNumber: lineSchema(20),
  agentMobile: lineSchema(11),
  agentEmail: lineSchema(100),
  agentWechat: lineSchema(30),
  /** 邮寄地址: where a U盾 is posted to. */
  postalAddress: lineSchema(100),
});

export type Unit = z.infer<typeof unitSchema>;
export type UnitFieldName = Exclude<keyof Unit, 'id'>;

export function createEmptyUnit(): Unit {
  return {
    id: crypto.randomUUID(),
    unitName: '',
    creditCode: '',
    socialInsuranceNumber: '',
    insuredArea: '',
    legalPersonName: '',
    legalPersonDocumentType: 'identity-card',
    legalPersonDocumentNumber: '',
    contactPhone: '',
    officePhone: '',
    website: '',
    unitAddress: '',
    agentName: '',
    agentDocumentType: 'identity-card',
    agentDocumentNumber: '',
    agentMobile: '',
    agentEmail: '',
    agentWechat: '',
    postalAddress: '',
  };
}
