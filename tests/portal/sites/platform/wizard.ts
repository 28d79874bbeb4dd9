// What the pages of the five-step wizard have in common.
import type { Application } from '../../platform/platform-records.ts';
import { businessWords } from '../../platform/words/business-kinds.ts';
import type { PageValues } from '../render-page.ts';
import { redirect, type Visit } from './visit.ts';

const stepNames = ['项目选择', '录入信息', '打印申请表', '上传资料', '审核'];

/** Step bar and place line; `step` counts from 1. */
export function describeStep(businessName: string, isChecked: boolean, step: number): PageValues {
  const names = isChecked ? ['信息校验', ...stepNames.slice(1)] : stepNames;
  return {
    steps: names.map((name, index) => ({ name, number: `0${index + 1}`, isCurrent: index + 1 === step })),
    place: [{ name: businessName }, { name: names[step - 1] ?? '' }],
  };
}

/** The page of one step of an order. */
export function showStep(
  { show }: Visit,
  page: string,
  step: number,
  { orderNo, kind, isChecked }: Application,
  values: PageValues,
): Response {
  return show(page, stepNames[step - 1] ?? '', {
    orderNo,
    ...describeStep(businessWords[kind].name, isChecked, step),
    ...values,
  });
}

/** The order under this number when it belongs to the account. */
export function findOwn({ desk, phone }: Visit, orderNo: string): Application | undefined {
  const application = desk.records.applications.get(orderNo);
  return application?.phone === phone ? application : undefined;
}

/** Shows a page of the account's own order, or leads to the list. */
export function withOwn(show: (visit: Visit, application: Application) => Response): (visit: Visit) => Response {
  return (visit) => {
    const application = findOwn(visit, visit.query('orderNo'));
    return application ? show(visit, application) : redirect('order/list.jsp');
  };
}
