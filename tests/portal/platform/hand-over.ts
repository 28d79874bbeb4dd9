// The bureau's 信息校验, and the ticket with which its result reaches the platform.
import { randomUUID } from 'node:crypto';
import type { PlatformDesk } from './platform-desk.ts';
import { formFields } from './words/form-fields.ts';
import { findInsuranceProject, insuranceProjectName } from './words/projects.ts';

export interface CheckForm {
  readonly projectName: string;
  readonly areaId: string;
  readonly unitName: string;
  readonly socialInsuranceNumber: string;
}

export type CheckOutcome = { readonly refusal: string } | { readonly ticket: string };

/** The bureau knows the units of all U盾 on record; a 社保号 that it does not know belongs to a unit new to it. */
function refuseUnit(desk: PlatformDesk, { unitName, socialInsuranceNumber }: CheckForm): string | undefined {
  if (unitName === '') return '请输入单位名称！';
  if (!formFields.socialInsuranceNumber.pattern.test(socialInsuranceNumber)) return '社保号格式不正确！';
  const known = desk.orders.records.registrations
    .list()
    .find(({ unit }) => unit.socialInsuranceNumber === socialInsuranceNumber);
  return known && known.unit.unitName !== unitName ? '单位名称与社保号不一致，请核对！' : undefined;
}

/** Checks what the clerk entered and keeps it for the platform. */
export function handOver(desk: PlatformDesk, form: CheckForm): Promise<CheckOutcome> {
  return desk.orders.inTurn(async () => {
    const project = findInsuranceProject(form.areaId);
    if (form.projectName !== insuranceProjectName || !project) return { refusal: '请选择项目名称和参保区域！' };
    const refusal = refuseUnit(desk, form);
    if (refusal) return { refusal };
    const { unitName, socialInsuranceNumber } = form;
    const ticket = randomUUID();
    const madeAt = new Date().toISOString();
    await desk.records.handovers.put(ticket, {
      ticket,
      project,
      unitName,
      socialInsuranceNumber,
      madeAt,
      isUsed: false,
    });
    return { ticket };
  });
}
