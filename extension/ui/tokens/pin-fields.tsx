// Boxes for PINs on this page, each with its error, and what is said of a new one while it is typed.
import type { Token } from '../../../shared/protocol/messages.ts';
import { type MessageKey, translate } from '../../base/i18n.ts';
import {
  describeRules,
  findWeakness,
  type PinErrors,
  type PinFieldName,
  type PinForm,
} from '../parts/check-new-pin.ts';
import { TextField } from '../parts/text-field.tsx';

const ids: Readonly<Record<PinFieldName, string>> = {
  oldPin: 'old-pin',
  adminPin: 'admin-pin',
  newPin: 'new-pin',
  repeatPin: 'repeat-pin',
};

interface Props {
  readonly form: PinForm;
  readonly errors: PinErrors;
  readonly isDisabled: boolean;
  readonly onEdit: (field: PinFieldName, value: string) => void;
}

interface PinBoxProps extends Props {
  readonly field: PinFieldName;
  readonly label: MessageKey;
  readonly hint?: string | undefined;
}

export function PinBox({ field, label, hint, form, errors, isDisabled, onEdit }: PinBoxProps) {
  return (
    <TextField
      id={ids[field]}
      label={translate(label)}
      value={form[field]}
      error={errors[field]}
      hint={hint}
      onEdit={(value) => onEdit(field, value)}
      input={{ type: 'password', autocomplete: 'off', spellcheck: false, disabled: isDisabled, maxLength: 256 }}
    />
  );
}

export function NewPinFields({ token, ...props }: Props & { readonly token: Token }) {
  const weakness = findWeakness(props.form.newPin, token);
  return (
    <>
      <PinBox {...props} field="newPin" label="new_pin_label" hint={describeRules(token.pin)} />
      <div aria-live="polite">
        {weakness && (
          <p class="notice warn" data-testid="weak-pin" data-weakness={weakness}>
            {translate(weakness)}
          </p>
        )}
      </div>
      <PinBox {...props} field="repeatPin" label="repeat_pin_label" />
    </>
  );
}
