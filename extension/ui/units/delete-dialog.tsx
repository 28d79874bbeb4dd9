// Asks before a unit profile is deleted; keeping it is the nearer button.
import { translate } from '../../base/i18n.ts';
import { ModalDialog } from '../parts/modal-dialog.tsx';

interface Props {
  readonly unitName: string;
  readonly onKeep: () => void;
  readonly onDelete: () => void;
}

export function DeleteDialog({ unitName, onKeep, onDelete }: Props) {
  return (
    <ModalDialog title={translate('units_delete_title')} testId="delete-dialog" onCancel={onKeep} onSubmit={onDelete}>
      <p>{translate('units_delete_text', unitName)}</p>
      <div class="actions">
        <button type="button" class="primary" autofocus onClick={onKeep}>
          {translate('units_keep')}
        </button>
        <button type="submit" class="danger" data-testid="confirm-delete">
          {translate('units_delete')}
        </button>
      </div>
    </ModalDialog>
  );
}
