// On the 钥匙盘 table: which row is the U盾 that is plugged in, is its driver there, and 下载驱动 where it is missing.
import { type MessageKey, translate } from '../../base/i18n.ts';
import { addStyleUntil, insertAfterUntil, setAttributesUntil } from '../change-page.ts';
import { defineFeature } from '../define-feature.ts';
import type { DetectedPage } from '../detect-page.ts';
import type { KeyTableAnswer } from '../page-messages.ts';
import { readText } from '../read-element.ts';

const styles = `
  span { display: inline-block; margin: 2px 0 2px 8px; padding: 1px 8px; border: 1px solid currentColor; border-radius: 4px;
    background: #fff; font: 13px/1.6 "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif; white-space: nowrap; }
  .good { color: #17693f; }
  .warn { color: #7a4b00; }
  .info { color: #1b4b73; }
`;

type KeyRow = DetectedPage<'key-table'>['rows']['keys'][number];

/** What is said of one row; nothing of rows that are not the clerk's. */
function judgeRow(rowName: string, { pluggedRow, driverRows, usualRow }: KeyTableAnswer) {
  const isPlugged = pluggedRow === rowName;
  const isLikely = isPlugged || (pluggedRow === undefined && usualRow === rowName);
  if (!isLikely) return undefined;
  // A U盾 that is seen is seen through its driver.
  const hasDriver = isPlugged || driverRows.includes(rowName);
  const words: MessageKey = isPlugged ? 'key_row_plugged' : hasDriver ? 'key_row_unplugged' : 'key_row_no_driver';
  return { isPlugged, hasDriver, words };
}

function markRow(row: KeyRow, rowName: string, answer: KeyTableAnswer, signal: AbortSignal): void {
  const verdict = judgeRow(rowName, answer);
  const { driverButton, name } = row.fields;
  if (verdict) {
    const mark = row.element.ownerDocument.createElement('span');
    mark.className = verdict.isPlugged ? 'good' : verdict.hasDriver ? 'info' : 'warn';
    mark.textContent = translate(verdict.words);
    // Inside the cell: between two cells a table has no room.
    if (name.lastChild) insertAfterUntil(signal, name.lastChild, 'key-mark', styles, mark);
    setAttributesUntil(signal, row.element, { 'data-shebao-row': verdict.isPlugged ? 'plugged' : 'usual' });
    if (verdict.isPlugged) addStyleUntil(signal, row.element, 'outline: 2px solid #17693f; outline-offset: -2px');
  }
  if (verdict && !verdict.hasDriver)
    addStyleUntil(signal, driverButton, 'outline: 3px solid #f2a900; outline-offset: 2px');
  // Nobody is to install what is there already, or what another kind of U盾 needs.
  else addStyleUntil(signal, driverButton, 'opacity: 0.55');
}

export const keyTableMarksFeature = defineFeature({
  id: 'key-table-marks',
  kinds: ['key-table'],
  async init(page, { signal, askKeyTable, profile }) {
    const answer = await askKeyTable();
    if (!answer || signal.aborted) return;
    for (const row of page.rows.keys) {
      const text = readText(row.fields.name);
      const kind = profile.tokenKinds.find(({ rowName }) => text.includes(rowName));
      markRow(row, kind?.rowName ?? text, answer, signal);
    }
  },
});
