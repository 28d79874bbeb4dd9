// Checks what the clerk typed before anything is asked of U盾 or CA.
import { normalizePhone } from '../../../shared/identity-checks.ts';
import { normalizePersonName } from '../../../shared/normalize-person-name.ts';
import type { Token } from '../../../shared/protocol/messages.ts';
import { translate } from '../../base/i18n.ts';
import type { AgentForm, FieldErrors } from './operation-state.ts';

/**
 * What is wrong with the form, by field; empty when nothing is. `token` is the chosen one, if any.
 * @param isLastTryAccepted whether the clerk agreed to use the last try, where it is the last
 */
export function checkForm(
  { agentName, agentPhone, pin }: AgentForm,
  token: Token | undefined,
  isLastTryAccepted: boolean,
): FieldErrors {
  const errors: { -readonly [Field in keyof FieldErrors]: string } = {};
  if (!token) errors.choice = translate('field_choice_missing');
  if (!normalizePersonName(agentName)) errors.agentName = translate('field_name_invalid');
  if (!normalizePhone(agentPhone)) errors.agentPhone = translate('field_phone_invalid');
  if (token && !token.pin.isTypedOnReader) {
    const { minLength, maxLength } = token.pin;
    // A driver that says 0 does not know.
    const isTooLong = maxLength > 0 && pin.length > maxLength;
    if (pin === '') errors.pin = translate('field_pin_empty');
    else if (pin.length < minLength || isTooLong) errors.pin = translate('field_pin_length', minLength, maxLength);
  }
  if (token?.pin.state === 'final-try' && !isLastTryAccepted) errors.lastTry = translate('last_try_missing');
  return errors;
}
