// Esc cancels: it closes the window, but asks first while a run goes on.
import { useEffect } from 'preact/hooks';
import type { OperationAction, OperationState } from './operation-state.ts';

export function useEscape(
  { screen, dialog, check }: Pick<OperationState, 'screen' | 'dialog' | 'check'>,
  dispatch: (action: OperationAction) => void,
  onClose: () => void,
): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // While Chinese is being composed, Esc belongs to the input method; an open dialog handles its own.
      if (event.key !== 'Escape' || event.isComposing || dialog !== 'none') return;
      event.preventDefault();
      if (screen === 'running') dispatch({ type: 'open-dialog', dialog: 'cancel-run' });
      else if (check !== 'busy') onClose();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [screen, dialog, check, dispatch, onClose]);
}
