// On 打印申请表: our two printable forms beside the page's own 打印, with what stands on the page carried along.
import type { MessageKey } from '../../base/i18n.ts';
import { translate } from '../../base/i18n.ts';
import { defineFeature } from '../define-feature.ts';
import { insertButtonUntil } from '../page-button.ts';
import { readText } from '../read-element.ts';
import { askUnits, type FormsLink } from '../unit-messages.ts';

const operations: Readonly<Record<string, string>> = {
  证书申请: 'apply',
  证书更新: 'renew',
  证书补办: 'reissue',
  PIN码解锁: 'unlock',
  其它: 'other',
  其他: 'other',
  证书信息变更: 'change',
};

/** The first box of 操作类型 that is ticked. */
function readOperation(text: string): string {
  const word = /[☑☒√✓✔■]\s*([^\s☐□☑☒√✓✔■(（]+)/.exec(text)?.[1] ?? '';
  return operations[word] ?? '';
}

const buttons: readonly (readonly [FormsLink['form'], MessageKey])[] = [
  ['seal', 'page_print_seal'],
  ['application', 'page_print_application'],
];

export const printFormsFeature = defineFeature({
  id: 'print-forms',
  kinds: ['apply-print'],
  init(page, { signal, later }) {
    const { unitName, project, operation } = page.optionalFields;
    const link = {
      unitName: readText(unitName),
      projectName: /项目名称[:：]\s*(\S+)/.exec(readText(project))?.[1] ?? '',
      operation: readOperation(readText(operation)),
    };
    for (const [form, label] of buttons) {
      const host = insertButtonUntil(signal, page.fields.printButton, {
        id: `print-${form}`,
        label: translate(label),
        hint: translate('page_print_hint'),
        onClick: later(() => askUnits('openForms', { form, ...link })),
      });
      host.setAttribute('style', 'display: inline-block; vertical-align: middle; margin: 2px 6px');
    }
  },
});
