// On 上传资料: a file goes into the page's field only after our frame beside it has checked it.
import { browser } from 'wxt/browser';
import { translate } from '../../base/i18n.ts';
import { insertAfterUntil } from '../change-page.ts';
import { defineFeature } from '../define-feature.ts';
import { type CheckFrame, openCheckFrame } from '../open-check-frame.ts';
import { noteStyles } from '../page-note.ts';
import { readText } from '../read-element.ts';

interface MaterialField {
  readonly input: HTMLInputElement;
  readonly label: string;
  readonly neighbour: Element;
  frame?: CheckFrame | undefined;
  /** Of the file that was accepted. */
  fingerprint?: string | undefined;
  /** Handed over and not yet answered. */
  pending?: File | undefined;
  isUnchecked?: boolean;
}

/** The file is handed to the page as it is: the clerk has to know that nobody looked at it. */
function makeNote({ input, label }: MaterialField): HTMLElement {
  const note = input.ownerDocument.createElement('p');
  note.setAttribute('role', 'alert');
  note.textContent = translate('page_material_unchecked', label);
  return note;
}

export const checkMaterialsFeature = defineFeature({
  id: 'check-materials',
  kinds: ['apply-upload'],
  init(page, { signal, later }) {
    const fields = page.rows.materials.map(
      ({ fields: { fileInput, name }, optionalFields: { place } }): MaterialField => ({
        input: fileInput as HTMLInputElement,
        label: readText(name).replace(/^\*/, ''),
        neighbour: (place ?? fileInput.closest('td, li, dd, div'))?.lastElementChild ?? fileInput,
      }),
    );
    const view = fields[0]?.input.ownerDocument.defaultView;
    /** Events that we send ourselves, for the page to see. */
    const own = new WeakSet<Event>();

    function put(field: MaterialField, file: File | undefined): void {
      const transfer = new DataTransfer();
      if (file) transfer.items.add(file);
      field.input.files = transfer.files;
      for (const type of ['input', 'change']) {
        const event = new Event(type, { bubbles: true });
        own.add(event);
        field.input.dispatchEvent(event);
      }
    }

    function settle(field: MaterialField, file: File | undefined, fingerprint?: string): void {
      field.pending = undefined;
      field.fingerprint = fingerprint;
      put(field, file);
    }

    function openFrame(field: MaterialField): CheckFrame {
      return openCheckFrame(
        signal,
        field.neighbour,
        { frameUrl: browser.runtime.getURL('/material-check.html'), title: translate('page_check_frame', field.label) },
        {
          onAccepted: later((file, fingerprint) => settle(field, file, fingerprint)),
          onRefused: later(() => settle(field, undefined)),
          onFailed: later(() => {
            field.isUnchecked = true;
            insertAfterUntil(signal, field.neighbour, 'material-unchecked', noteStyles, makeNote(field));
            if (field.pending) settle(field, field.pending);
          }),
        },
      );
    }

    function hear(event: Event): void {
      const field = fields.find(({ input }) => input === event.target);
      if (!field || own.has(event) || field.isUnchecked) return;
      const file = field.input.files?.[0];
      field.fingerprint = undefined;
      if (!file) return;
      event.stopImmediatePropagation();
      if (event.type === 'input') return;
      // Until it is checked the page has no file that it could upload.
      field.input.value = '';
      field.pending = file;
      field.frame ??= openFrame(field);
      const others = fields.filter((other) => other !== field).flatMap(({ fingerprint }) => fingerprint ?? []);
      field.frame.check({ file, label: field.label, otherFingerprints: others });
    }

    // Capturing at the window: before any handler on the page's own elements.
    for (const type of ['input', 'change']) view?.addEventListener(type, later(hear), { capture: true, signal });
  },
});
