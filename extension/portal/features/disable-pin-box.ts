// The page's PIN box and its 验证 button are put out of use: the PIN is typed in our own window only.
import { translate } from '../../base/i18n.ts';
import { addStyleUntil, insertAfterUntil, setAttributesUntil } from '../change-page.ts';
import { defineFeature } from '../define-feature.ts';

const styles = `
  span { display: inline-block; max-width: 236px; margin-inline-start: 4px; vertical-align: middle; color: #1b4b73;
    font: 13px/1.5 "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
`;

/** Behind everything that stands with the box, where the two are alone together; else right behind the box. */
function findNoteAnchor(pin: HTMLElement): Element {
  const row = pin.parentElement;
  return row?.querySelectorAll('input').length === 1 ? (row.lastElementChild ?? pin) : pin;
}

export const disablePinBoxFeature = defineFeature({
  id: 'disable-pin-box',
  kinds: ['quick-renew', 'order-download'],
  init(page, { signal }) {
    const { pin, verifyButton } = page.fields;
    if (verifyButton) {
      setAttributesUntil(signal, verifyButton, { inert: '', 'aria-disabled': 'true' });
      addStyleUntil(signal, verifyButton, 'opacity: 0.45 !important');
    }
    if (!pin) return;
    // What the clerk or a password manager typed there is not for the page.
    if ('value' in pin) pin.value = '';
    setAttributesUntil(signal, pin, { disabled: '', autocomplete: 'off' });
    const note = pin.ownerDocument.createElement('span');
    note.textContent = translate('page_pin_note');
    insertAfterUntil(signal, findNoteAnchor(pin), 'pin-note', styles, note);
  },
});
