// A labelled input with a hint and its own error line.
import type { InputHTMLAttributes } from 'preact';

/** What may differ from one text input to the next. */
interface InputSettings {
  readonly type?: 'text' | 'email' | 'tel' | 'password';
  readonly autocomplete?: string;
  readonly maxLength?: number;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly spellcheck?: boolean;
}

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** The value may be kept; it should be looked at. */
  readonly warning?: string | undefined;
  readonly onEdit: (value: string) => void;
  readonly input?: InputSettings;
}

export function TextField({ id, label, value, hint, error, warning, onEdit, input }: Props) {
  const described = [error && `${id}-error`, warning && `${id}-warning`, hint && `${id}-hint`]
    .filter(Boolean)
    .join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div>
        <input
          type="text"
          // Preact's types are one union member a type; ours is chosen by data.
          {...(input as InputHTMLAttributes)}
          id={id}
          data-testid={id}
          value={value}
          aria-invalid={error ? 'true' : 'false'}
          aria-describedby={described || undefined}
          onInput={(event) => onEdit(event.currentTarget.value)}
        />
        {error && (
          <p class="field-error" id={`${id}-error`} data-testid={`${id}-error`}>
            {error}
          </p>
        )}
        {warning && (
          <p class="field-warning" id={`${id}-warning`} data-testid={`${id}-warning`}>
            {warning}
          </p>
        )}
        {hint && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
