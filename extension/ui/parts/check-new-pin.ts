// Whether a new PIN may be sent to the U盾, and whether it is a good one.
import type { Token } from '../../../shared/protocol/messages.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';

/** What the clerk types. It lives in this page's memory and nowhere else; see `forget-pins`. */
export interface PinForm {
  readonly oldPin: string;
  readonly adminPin: string;
  readonly newPin: string;
  readonly repeatPin: string;
}

export type PinFieldName = keyof PinForm;
export type PinErrors = Partial<Readonly<Record<PinFieldName | 'lastTry', string>>>;

/** Initial PINs of U盾 makers; anybody would try them first. */
const commonPins =
  /^(?:1234|12345|123456|1234567|12345678|123456789|1234567890|87654321|654321|123123|12341234|11223344|112233|(\d)\1{3,})$/;

export function isDefaultPin(pin: string): boolean {
  return commonPins.test(pin);
}

const countBytes = (text: string) => new TextEncoder().encode(text).length;

/** A longest length above this is no limit to anybody. */
const longestNamed = 32;

/** What the token says of length, in words. */
export function describeRules({ minLength, maxLength }: Token['pin']): string {
  if (maxLength > longestNamed && minLength > 0) return translate('new_pin_rules_least', minLength);
  return maxLength > 0 && maxLength <= longestNamed
    ? translate('new_pin_rules', minLength, maxLength)
    : translate('new_pin_rules_unknown');
}

/** What keeps a PIN from being sent at all; '' when nothing does. Full-width digits come from an input method left on. */
function checkPin(pin: string, { minLength, maxLength }: Token['pin']): string {
  if (pin === '') return translate('field_pin_empty');
  if (!/^[\x21-\x7e]+$/.test(pin)) return translate('field_pin_characters');
  const bytes = countBytes(pin);
  if (maxLength === 0 || (bytes >= minLength && bytes <= maxLength)) return '';
  return maxLength > longestNamed
    ? translate('field_pin_too_short', minLength)
    : translate('field_pin_length', minLength, maxLength);
}

/** What is wrong with the form of a PIN change, by field; empty when nothing is. */
export function checkPinChange({ oldPin, newPin, repeatPin }: PinForm, { pin }: Token): PinErrors {
  const oldError = oldPin === '' ? translate('field_pin_empty') : '';
  return collect({ oldPin: oldError, ...checkNew(newPin, repeatPin, pin, oldPin) });
}

/** The same for a new PIN by the administrator's. */
export function checkUnblock({ adminPin, newPin, repeatPin }: PinForm, { pin }: Token): PinErrors {
  const adminError = adminPin === '' ? translate('field_admin_pin_empty') : '';
  return collect({ adminPin: adminError, ...checkNew(newPin, repeatPin, pin, undefined) });
}

function checkNew(newPin: string, repeatPin: string, rules: Token['pin'], oldPin: string | undefined) {
  const newError = checkPin(newPin, rules) || (newPin === oldPin ? translate('field_pin_same') : '');
  const isRepeated = newError !== '' || newPin === repeatPin;
  return { newPin: newError, repeatPin: isRepeated ? '' : translate('field_pin_repeat') };
}

function collect(errors: Readonly<Record<string, string>>): PinErrors {
  return Object.fromEntries(Object.entries(errors).filter(([, text]) => text !== ''));
}

/** Why somebody else would guess it soon; undefined when we see no reason. A warning: the PIN is the clerk's own. */
export function findWeakness(pin: string, { chipNumber, certificates }: Token): MessageKey | undefined {
  if (pin === '') return undefined;
  if (isDefaultPin(pin)) return 'new_pin_weak_common';
  if (isRow(pin) || new Set(pin).size <= 2) return 'new_pin_weak_row';
  const known = [
    chipNumber,
    ...certificates.flatMap(({ creditCode = '', socialInsuranceNumbers }) => [
      creditCode,
      ...socialInsuranceNumbers.map(({ value }) => value),
    ]),
  ];
  return known.some((number) => number.toLowerCase().includes(pin.toLowerCase())) ? 'new_pin_weak_known' : undefined;
}

/** Each character one above, or each one below, the one before: 23456789, fedcba. */
function isRow(pin: string): boolean {
  const steps = [...pin].slice(1).map((character, index) => character.charCodeAt(0) - pin.charCodeAt(index));
  return steps.length > 0 && steps.every((step) => step === steps[0]) && Math.abs(steps[0] ?? 0) === 1;
}
