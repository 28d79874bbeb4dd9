// Checks of a unit profile, field by field: the value in its normal form, or which message says what is wrong.
import { hasCreditCodeForm, isCreditCode } from '../../shared/credit-code.ts';
import {
  normalizeDocumentNumber,
  normalizeEmail,
  normalizeIdentityNumber,
  normalizeMobile,
  normalizePhone,
} from '../../shared/identity-checks.ts';
import { normalizePersonName } from '../../shared/normalize-person-name.ts';
import { stripInvisible } from '../../shared/strip-invisible.ts';
import type { MessageKey } from '../base/i18n.ts';
import { type DocumentType, type Unit, type UnitFieldName, unitSchema } from '../settings/unit.ts';

export type UnitErrors = Partial<Readonly<Record<UnitFieldName, MessageKey>>>;
type Normalize = (text: string) => string | undefined;

/** PDF readers copy radicals (U+2E80–2FD5) where characters were meant; a replacement character is what a wrong encoding left. */
function normalizeLine(text: string): string | undefined {
  const line = text
    .normalize('NFC')
    .replace(/[\u2e80-\u2fd5]/g, (radical) => radical.normalize('NFKC'))
    .trim()
    .replace(/\s+/gu, ' ');
  return line.includes('\ufffd') ? undefined : line;
}

function normalizeCreditCode(text: string): string | undefined {
  const code = text
    .normalize('NFKC')
    .replace(/[\s\p{Dash_Punctuation}]/gu, '')
    .toUpperCase();
  return hasCreditCodeForm(code) ? code : undefined;
}

/** The bureau's numbers are digits; units of other places have letters too. */
function normalizeSocialInsuranceNumber(text: string): string | undefined {
  const number = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  return /^[0-9A-Z]{4,20}$/.test(number) ? number : undefined;
}

function normalizeWebsite(text: string): string | undefined {
  const address = text.normalize('NFKC').trim();
  const url = /^https?:\/\//i.test(address) ? address : `http://${address}`;
  if (!URL.canParse(url)) return undefined;
  const { hostname, username } = new URL(url);
  return username === '' && /^([^.]+\.)+[^.]{2,}$/.test(hostname) ? address : undefined;
}

function normalizeWechat(text: string): string | undefined {
  const name = text.normalize('NFKC').trim();
  return /^[\w-]{5,30}$/.test(name) ? name : undefined;
}

function checkDocument(type: DocumentType): readonly [Normalize, MessageKey] {
  return type === 'identity-card'
    ? [normalizeIdentityNumber, 'unit_error_identity_number']
    : [normalizeDocumentNumber, 'unit_error_document_number'];
}

function listChecks(unit: Unit): Partial<Record<UnitFieldName, readonly [Normalize, MessageKey]>> {
  return {
    creditCode: [normalizeCreditCode, 'unit_error_credit_code'],
    socialInsuranceNumber: [normalizeSocialInsuranceNumber, 'unit_error_social_insurance_number'],
    legalPersonName: [normalizePersonName, 'unit_error_person_name'],
    legalPersonDocumentNumber: checkDocument(unit.legalPersonDocumentType),
    contactPhone: [normalizePhone, 'unit_error_phone'],
    officePhone: [normalizePhone, 'unit_error_phone'],
    website: [normalizeWebsite, 'unit_error_website'],
    agentName: [normalizePersonName, 'unit_error_person_name'],
    agentDocumentNumber: checkDocument(unit.agentDocumentType),
    agentMobile: [normalizeMobile, 'unit_error_mobile'],
    agentEmail: [normalizeEmail, 'unit_error_email'],
    agentWechat: [normalizeWechat, 'unit_error_wechat'],
  };
}

export interface CheckedUnit {
  /** Every value in its normal form; where it is wrong, as typed. */
  readonly unit: Unit;
  /** What is wrong, by field. */
  readonly errors: UnitErrors;
  /** What may be kept and should be looked at, by field. */
  readonly warnings: UnitErrors;
}

/** Checks what was typed or imported. An empty field is no error, save the name. Invisible marks are taken out first. */
export function checkUnit(typed: Unit): CheckedUnit {
  const checks = listChecks(typed);
  const errors: { -readonly [Field in UnitFieldName]?: MessageKey } = {};
  const unit: Record<string, string> = { ...typed };
  for (const [field, entered] of Object.entries(typed) as [UnitFieldName, string][]) {
    const text = stripInvisible(entered);
    if (text.trim() === '') {
      unit[field] = '';
      if (field === 'unitName') errors.unitName = 'unit_error_name_missing';
      continue;
    }
    const [normalize, message] = checks[field] ?? [normalizeLine, 'unit_error_text' as const];
    const value = normalize(text);
    if (value === undefined) errors[field] = message;
    else unit[field] = value;
  }
  // Length and control characters: whatever the schema refuses could not be stored either.
  for (const issue of unitSchema.safeParse(unit).error?.issues ?? []) {
    const field = issue.path[0] as UnitFieldName;
    errors[field] ??= 'unit_error_text';
  }
  const checked = unit as Unit;
  const isDoubtful = checked.creditCode !== '' && !errors.creditCode && !isCreditCode(checked.creditCode);
  return { unit: checked, errors, warnings: isDoubtful ? { creditCode: 'unit_warning_credit_code' } : {} };
}
