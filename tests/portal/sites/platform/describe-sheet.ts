// What stands on the 数字证书申请表 of the print step.
import type { Application } from '../../platform/platform-records.ts';
import { businessWords } from '../../platform/words/business-kinds.ts';
import { fieldCodes } from '../../platform/words/form-fields.ts';
import type { PageValues } from '../render-page.ts';

const operations = ['证书申请', '证书更新', '证书补办', 'PIN码解锁', '其它'];

export function describeSheet({ kind, form, project }: Application): PageValues {
  const mark = (isTicked: boolean) => (isTicked ? '☑' : '□');
  const values = Object.fromEntries(fieldCodes.map((code) => [code, form[code] ?? '']));
  const { region, category, subProject } = project;
  return {
    ...values,
    region,
    category,
    subProject,
    operations: operations.map((name) => ({ name, mark: mark(name === businessWords[kind].operation) })),
    changeMark: mark(kind === 'change'),
  };
}
