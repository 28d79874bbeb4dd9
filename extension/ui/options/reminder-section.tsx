// On which days before expiry the clerk is reminded.
import { useState } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';
import { readDays } from '../../settings/read-days.ts';
import { ManagedMark } from '../parts/managed-mark.tsx';
import { TextField } from '../parts/text-field.tsx';

interface Props {
  /** Undefined where the profile's days hold. */
  readonly days: readonly number[] | undefined;
  readonly profileDays: readonly number[];
  readonly isManaged: boolean;
  readonly onSave: (days: number[] | undefined) => void;
}

export function ReminderSection({ days, profileDays, isManaged, onSave }: Props) {
  const kept = days?.join(', ') ?? '';
  const [text, setText] = useState(kept);
  const [isWrong, setIsWrong] = useState(false);
  const save = () => {
    const typed = readDays(text);
    setIsWrong(typed === undefined);
    if (typed === undefined) return;
    setText(typed.join(', '));
    onSave(typed.length === 0 ? undefined : typed);
  };
  return (
    <section class="card" aria-labelledby="reminders-heading">
      <h2 id="reminders-heading">{translate('options_reminders_heading')}</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          id="reminder-days"
          label={translate('options_reminder_days')}
          value={isManaged ? kept : text}
          hint={translate('options_reminder_days_hint', profileDays.join(', '))}
          error={isWrong ? translate('options_reminder_days_error') : undefined}
          onEdit={setText}
          input={{ disabled: isManaged, maxLength: 120 }}
        />
        <ManagedMark isManaged={isManaged} />
        {!isManaged && (
          <div class="actions">
            <button type="submit" class="secondary" data-testid="save-reminder-days">
              {translate('options_save')}
            </button>
          </div>
        )}
      </form>
    </section>
  );
}
