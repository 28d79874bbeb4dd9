// A labelled input with a hint and its own error line.
import type { InputHTMLAttributes } from 'preact';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly onEdit: (value: string) => void;
  readonly input?: InputHTMLAttributes;
}

export function TextField({ id, label, value, hint, error, onEdit, input }: Props) {
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div>
        <input
          type="text"
          {...input}
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
        {hint && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
