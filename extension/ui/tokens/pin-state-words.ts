// What is known of a PIN's tries, as the clerk reads it beside the U盾.
import type { Token } from '../../../shared/protocol/messages.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';

const words: Readonly<Record<Token['pin']['state'], MessageKey>> = {
  'unknown-or-full': 'pin_short_fine',
  'some-wrong': 'pin_short_some_wrong',
  'final-try': 'pin_short_final_try',
  locked: 'pin_short_locked',
  'not-set': 'pin_short_not_set',
};

export function describePinState({ state, triesLeft, isTypedOnReader }: Token['pin']): string {
  const isCounted = state === 'some-wrong' && triesLeft !== undefined;
  const text = isCounted ? translate('pin_short_tries_left', String(triesLeft)) : translate(words[state]);
  return isTypedOnReader ? translate('pin_short_on_reader', text) : text;
}
