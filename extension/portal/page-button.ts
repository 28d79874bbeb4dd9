// Our own button on a page: looks like ours, and takes a click only of a person who could see it.
import { insertAfterUntil } from './change-page.ts';
import { guardClicks } from './click-guard.ts';

const styles = `
  button {
    box-sizing: border-box; min-inline-size: max(88px, var(--width, 0px)); min-block-size: max(30px, var(--height, 0px));
    padding: 0 12px; border: 1px solid #0b4f8a; border-radius: 4px; background: #0f62ab; color: #fff; cursor: pointer;
    font: 600 14px/1.4 "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif; white-space: nowrap;
  }
  button:hover { background: #0b4f8a; }
  button:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
`;

export interface PageButton {
  /** Value of the attribute that marks our element. */
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly onClick: () => void;
}

/** Puts the button right behind `neighbour`, until the signal is aborted. @returns its host element */
export function insertButtonUntil(signal: AbortSignal, neighbour: Element, { id, label, hint, onClick }: PageButton) {
  const button = neighbour.ownerDocument.createElement('button');
  button.type = 'button';
  button.textContent = label;
  button.title = hint;
  const host = insertAfterUntil(signal, neighbour, id, styles, button);
  guardClicks(signal, button, host, onClick);
  return host;
}
