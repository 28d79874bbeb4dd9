// One line that contradicts the page's 「请使用IE浏览器兼容模式」, which is no longer true.
import { translate } from '../../base/i18n.ts';
import { insertAfterUntil } from '../change-page.ts';
import { defineFeature } from '../define-feature.ts';
import { readOperation } from '../read-operation.ts';

const styles = `
  p { margin: 10px 0 0; color: #1b4b73; text-align: start;
    font: 13px/1.5 "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif; }
`;

export const compatNoteFeature = defineFeature({
  id: 'compat-note',
  kinds: ['quick-renew', 'order-download'],
  init(page, { signal }) {
    const anchor = page.fields.runButton.parentNode?.lastElementChild;
    if (!anchor) return;
    const note = anchor.ownerDocument.createElement('p');
    note.textContent = translate(readOperation(page) === 'change' ? 'page_compat_note_change' : 'page_compat_note');
    insertAfterUntil(signal, anchor, 'compat-note', styles, note);
  },
});
