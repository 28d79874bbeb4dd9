// Our 更新证书 or 变更证书 button, exactly where the page's dead one stands.
import { translate } from '../../base/i18n.ts';
import { addStyleUntil } from '../change-page.ts';
import { defineFeature } from '../define-feature.ts';
import { insertButtonUntil } from '../page-button.ts';
import { readOrderNumber, readValue } from '../read-element.ts';
import { readOperation } from '../read-operation.ts';

/** Space that the page's button takes, so that ours does not shift the page. */
function copySpace(from: HTMLElement, to: HTMLElement): void {
  const { width, height } = from.getBoundingClientRect();
  const margin = from.ownerDocument.defaultView?.getComputedStyle(from).margin ?? '';
  to.setAttribute(
    'style',
    `display: inline-block; vertical-align: middle; margin: ${margin || 0}; --width: ${width}px; --height: ${height}px`,
  );
}

export const runButtonFeature = defineFeature({
  id: 'run-button',
  kinds: ['quick-renew', 'order-download'],
  init(page, { signal, later, openOperation }) {
    const { runButton } = page.fields;
    const operation = readOperation(page);
    const { agentName, agentPhone } = page.kind === 'quick-renew' ? page.fields : page.optionalFields;
    const orderNumber = page.kind === 'order-download' ? readOrderNumber(page.optionalFields.orderNumber) : '';
    const order = orderNumber === '' ? {} : { orderNumber };
    const host = insertButtonUntil(signal, runButton, {
      // The quick page's button has had this name from the start.
      id: 'renew-button',
      label: translate(operation === 'change' ? 'page_change_button' : 'page_renew_button'),
      hint: translate('page_renew_button_hint'),
      onClick: later(() =>
        openOperation({
          operation,
          ...order,
          agentName: readValue(agentName),
          agentPhone: readValue(agentPhone),
        }),
      ),
    });
    copySpace(runButton, host);
    addStyleUntil(signal, runButton, 'display: none !important');
  },
});
