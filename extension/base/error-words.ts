// The words for an error: from its code, with its details put in.
import type { AppError, ErrorDetails } from '../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../shared/errors/error-table.ts';
import { lookUp } from '../../shared/look-up.ts';
import { formatDate } from './format-time.ts';
import { type MessageKey, translate } from './i18n.ts';
import { quoteForeign } from './quote-foreign.ts';
import { nameField } from './subject-words.ts';

/** Which details the messages of a code speak of, in the order of the messages' placeholders; a test compares both. */
export const spokenDetails: Partial<Readonly<Record<ErrorCode, readonly string[]>>> = {
  SITE_ACCESS_MISSING: ['site'],
  HOST_TOO_OLD: ['hostVersion'],
  EXTENSION_TOO_OLD: ['hostVersion'],
  DRIVER_WRONG_ARCHITECTURE: ['driverName', 'fileName', 'driverArchitecture', 'hostArchitecture'],
  DRIVER_UNGUARDED: ['driverName', 'fileName'],
  DRIVER_LOAD_FAILED: ['driverName', 'fileName'],
  DRIVER_INITIALIZE_FAILED: ['driverName', 'fileName'],
  DRIVER_CRASHED: ['driverName', 'fileName'],
  DRIVER_TIMEOUT: ['driverName', 'fileName'],
  PIN_INCORRECT: ['pinState'],
  CA_ORDER_CLOSED: ['orderNumber'],
  CA_ORDER_FORGOTTEN: ['orderNumber'],
  CA_REFUSED: ['reason'],
  CERTIFICATE_WRONG_CHAIN: ['issuer'],
  CERTIFICATE_WRONG_SUBJECT: ['field'],
  CERTIFICATE_WRONG_USE: ['field'],
  CERTIFICATE_TOO_WEAK: ['issuer'],
  CERTIFICATE_NOT_VALID_NOW: ['notBefore', 'notAfter'],
};

const pinWords: Readonly<Record<string, MessageKey>> = {
  'unknown-or-full': 'pin_words_unknown_or_full',
  'some-wrong': 'pin_words_some_wrong',
  'final-try': 'pin_words_final_try',
  locked: 'pin_words_locked',
  'not-set': 'pin_words_not_set',
};

/** Words of others; whoever is on the line may have written them. */
function quoteDetail(code: ErrorCode, name: string, text: string): string {
  const isForeign = /^(CA|CERTIFICATE)_/.test(code) && ['reason', 'issuer', 'caCode', 'caState'].includes(name);
  return isForeign ? quoteForeign(text) : text;
}

function wordDetail(code: ErrorCode, name: string, details: ErrorDetails): string {
  const value = details[name];
  if (value === undefined || value === '') {
    return translate(name === 'pinState' ? 'pin_words_unknown_or_full' : 'unknown_value');
  }
  const text = String(value);
  // The last try and a locked PIN have words of their own.
  const isCounted = name === 'pinState' && (text === 'some-wrong' || text === 'unknown-or-full');
  if (isCounted && details.triesLeft !== undefined) return translate('pin_words_tries_left', String(details.triesLeft));
  if (name === 'pinState') return translate(lookUp(pinWords, text) ?? 'pin_words_unknown_or_full');
  if (name === 'notBefore' || name === 'notAfter') return formatDate(text);
  return name === 'field' ? nameField(text) : quoteDetail(code, name, text);
}

export interface ErrorWords {
  readonly title: string;
  readonly what: string;
  readonly next: string;
  /** Code and details as they are, small, for the help desk. */
  readonly support: string;
}

/** What to say to the clerk, and to the help desk, about an error. */
export function describeError({ code, details }: AppError): ErrorWords {
  const values = (spokenDetails[code] ?? []).map((name) => wordDetail(code, name, details));
  const facts = Object.entries(details).map(([name, value]) => `${name}=${quoteDetail(code, name, String(value))}`);
  return {
    title: translate(`error_${code}_title`, ...values),
    what: translate(`error_${code}_what`, ...values),
    next: translate(`error_${code}_next`, ...values),
    support: [code, ...facts].join(' · '),
  };
}
