// The end after a refusal at the comparison: says that nothing was made.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { translate } from '../../base/i18n.ts';

interface Props {
  readonly onClose: () => void;
  readonly onBack: () => void;
}

export function DeclinedPanel({ onClose, onBack }: Props) {
  const closeButton = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => closeButton.current?.focus(), []);
  return (
    <div data-testid="declined-panel">
      <section class="card" aria-labelledby="declined-title">
        <h2 id="declined-title" data-testid="declined-title">
          {translate('declined_title')}
        </h2>
        <p>{translate('declined_text')}</p>
        <p>{translate('declined_next')}</p>
      </section>
      <div class="actions">
        <button type="button" class="primary" ref={closeButton} data-testid="close-button" onClick={onClose}>
          {translate('close_button')}
        </button>
        <button type="button" class="secondary" data-testid="compare-again-button" onClick={onBack}>
          {translate('compare_again_button')}
        </button>
      </div>
    </div>
  );
}
