// What is to be done with the chosen U盾.
import { type MessageKey, translate } from '../../base/i18n.ts';
import { type TokenTask, tokenTasks } from '../parts/tokens-request.ts';

const names: Readonly<Record<TokenTask, MessageKey>> = {
  pin: 'task_pin',
  unblock: 'task_unblock',
  housekeeping: 'task_housekeeping',
};

interface Props {
  readonly task: TokenTask;
  readonly isBusy: boolean;
  readonly onChoose: (task: TokenTask) => void;
}

export function TaskChoice({ task, isBusy, onChoose }: Props) {
  return (
    <nav class="task-choice" aria-label={translate('tasks_label')}>
      {tokenTasks.map((name) => (
        <button
          key={name}
          type="button"
          data-testid={`task-${name}`}
          aria-current={name === task ? 'true' : undefined}
          disabled={isBusy && name !== task}
          onClick={() => onChoose(name)}
        >
          {translate(names[name])}
        </button>
      ))}
    </nav>
  );
}
