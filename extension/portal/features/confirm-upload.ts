// After the upload, the page's layer with 确定: without that click the order is not submitted. We point at it; the clerk clicks.
import { translate } from '../../base/i18n.ts';
import { addStyleUntil, type BarPlace, findBarPlace, insertAfterUntil } from '../change-page.ts';
import { defineFeature } from '../define-feature.ts';
import { detectPage } from '../detect-page.ts';
import { noteStyles } from '../page-note.ts';
import { readText } from '../read-element.ts';

export const confirmUploadFeature = defineFeature({
  id: 'confirm-upload',
  kinds: ['apply-upload'],
  init(page, { signal, later, profile }) {
    const { neighbour, side } = findBarPlace(page.optionalFields.steps, page.block);
    const document = page.block.ownerDocument;
    /** Ends what we added for the layer that is open now. */
    let pointing: AbortController | undefined;
    let warning: AbortController | undefined;
    let isConfirmed = false;

    function addNote(within: AbortController, place: BarPlace, id: string, words: string): void {
      const note = document.createElement('p');
      note.setAttribute('role', 'alert');
      note.textContent = words;
      insertAfterUntil(AbortSignal.any([signal, within.signal]), place.neighbour, id, noteStyles, note, place.side);
    }

    function pointAt(button: HTMLElement): void {
      pointing = new AbortController();
      warning?.abort();
      isConfirmed = false;
      addNote(pointing, { neighbour: button, side: 'after' }, 'confirm-upload', translate('page_confirm_upload'));
      addStyleUntil(
        AbortSignal.any([signal, pointing.signal]),
        button,
        'outline: 4px solid #b45309; outline-offset: 3px',
      );
      button.addEventListener('click', () => (isConfirmed = true), { capture: true, signal: pointing.signal });
      button.scrollIntoView({ block: 'center' });
      button.focus();
    }

    function look(): void {
      const now = detectPage(profile, new URL(document.URL), document).page;
      const layer = now?.kind === 'apply-upload' ? now.rows.layers[0] : undefined;
      const isDone = layer && readText(layer.fields.text).includes(profile.materials.uploadedText);
      if (isDone && !pointing) pointAt(layer.fields.confirmButton);
      else if (!isDone && pointing) {
        pointing.abort();
        pointing = undefined;
        if (isConfirmed) return;
        warning = new AbortController();
        addNote(warning, { neighbour, side }, 'not-submitted', translate('page_not_submitted'));
        page.block.scrollIntoView({ block: 'nearest' });
      }
    }

    const observer = new MutationObserver(later(look));
    observer.observe(document.body, { childList: true });
    signal.addEventListener('abort', () => {
      observer.disconnect();
      pointing?.abort();
    });
  },
});
