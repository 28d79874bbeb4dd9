// Our 更新证书 button, exactly where the page's dead one stands.
import { translate } from '../../ui/i18n.ts';
import { addStyleUntil, insertAfterUntil } from '../change-page.ts';
import { defineFeature } from '../define-feature.ts';

const styles = `
  button {
    box-sizing: border-box; min-inline-size: max(88px, var(--width)); min-block-size: max(30px, var(--height)); padding: 0 12px;
    border: 1px solid #0b4f8a; border-radius: 4px; background: #0f62ab; color: #fff; cursor: pointer;
    font: 600 14px/1.4 "Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", sans-serif; white-space: nowrap;
  }
  button:hover { background: #0b4f8a; }
  button:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
`;

function readValue(element: HTMLElement): string {
  return 'value' in element && typeof element.value === 'string' ? element.value.trim().slice(0, 100) : '';
}

/** Space that the page's button takes, so that ours does not shift the page. */
function copySpace(from: HTMLElement, to: HTMLElement): void {
  const { width, height } = from.getBoundingClientRect();
  const margin = from.ownerDocument.defaultView?.getComputedStyle(from).margin ?? '';
  to.setAttribute(
    'style',
    `display: inline-block; vertical-align: middle; margin: ${margin || 0}; --width: ${width}px; --height: ${height}px`,
  );
}

export const renewButtonFeature = defineFeature({
  id: 'renew-button',
  kinds: ['quick-renew'],
  init(page, { signal, openOperation }) {
    const { agentName, agentPhone, runButton } = page.fields;
    const button = runButton.ownerDocument.createElement('button');
    button.type = 'button';
    button.textContent = translate('page_renew_button');
    button.title = translate('page_renew_button_hint');
    button.addEventListener('click', (event) => {
      // A script of the page must not be able to open our window.
      if (!event.isTrusted) return;
      void openOperation({ operation: 'renew', agentName: readValue(agentName), agentPhone: readValue(agentPhone) });
    });
    const host = insertAfterUntil(signal, runButton, 'renew-button', styles, button);
    copySpace(runButton, host);
    addStyleUntil(signal, runButton, 'display: none !important');
  },
});
