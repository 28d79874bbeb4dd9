// A labelled choice among a few values.

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Value and what is shown for it. */
  readonly options: readonly (readonly [string, string])[];
  readonly isDisabled?: boolean;
  readonly onChoose: (value: string) => void;
}

export function SelectField({ id, label, value, options, isDisabled = false, onChoose }: Props) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div>
        <select
          id={id}
          data-testid={id}
          value={value}
          disabled={isDisabled}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          {options.map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
