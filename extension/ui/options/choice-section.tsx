// A setting that is one of a few values; taken at once when it is chosen.
import type { ComponentChildren } from 'preact';
import { ManagedMark } from '../parts/managed-mark.tsx';
import { SelectField } from '../parts/select-field.tsx';

interface Props<T extends string> {
  readonly id: string;
  readonly heading: string;
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly isManaged: boolean;
  readonly onChoose: (value: T) => void;
  readonly children?: ComponentChildren;
}

export function ChoiceSection<T extends string>({ id, heading, isManaged, onChoose, children, ...field }: Props<T>) {
  return (
    <section class="card" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{heading}</h2>
      <SelectField
        {...field}
        id={id}
        isDisabled={isManaged}
        onChoose={(value) => {
          const option = field.options.find(([key]) => key === value);
          if (option) onChoose(option[0]);
        }}
      />
      <ManagedMark isManaged={isManaged} />
      {children}
    </section>
  );
}
