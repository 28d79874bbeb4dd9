// The steps of a job, as records: begun, filled in, agreed, uploaded, submitted.

import { makeOrderNumber } from '../orders/open-order.ts';
import type { Registration } from '../orders/records.ts';
import { isOrderNumberTaken, type PlatformDesk } from './platform-desk.ts';
import type { Application } from './platform-records.ts';
import { storeMaterial, type UploadedFile } from './store-material.ts';
import { type BusinessKind, businessWords } from './words/business-kinds.ts';
import { type FieldCode, refuseForm } from './words/form-fields.ts';
import { type MaterialCode, materialCodes, materials, refuseMaterial } from './words/materials.ts';
import type { OrderState } from './words/order-states.ts';
import type { Project } from './words/projects.ts';

export type FormValues = Partial<Record<FieldCode, string>>;

/** What a step gives back: a refusal in the platform's words, or the order as it is now. */
export type StepOutcome = { readonly refusal: string } | { readonly application: Application };

const refuse = (refusal: string): StepOutcome => ({ refusal });

export async function putApplication(desk: PlatformDesk, application: Application): Promise<StepOutcome> {
  await desk.records.applications.put(application.orderNo, application);
  return { application };
}

/** The order in another state, with the change in its history. */
export function moveApplication(application: Application, state: OrderState): Application {
  return { ...application, state, history: [...application.history, { state, at: new Date().toISOString() }] };
}

export interface Beginning {
  readonly kind: BusinessKind;
  readonly phone: string;
  readonly project: Project;
  readonly tokenKind?: string;
  readonly isChecked?: boolean;
  readonly form?: FormValues;
}

/** Begins a job; one that the account has begun and not filled in is taken up instead. */
export function beginApplication(desk: PlatformDesk, beginning: Beginning): Promise<Application> {
  return desk.orders.inTurn(async () => {
    const { kind, phone, project, tokenKind, isChecked = false, form = {} } = beginning;
    const { applications } = desk.records;
    const isUntouched = (one: Application) => one.phone === phone && one.kind === kind && !one.isFormEntered;
    const createdAt = new Date().toISOString();
    const application: Application = {
      orderNo:
        applications.list().find(isUntouched)?.orderNo ??
        makeOrderNumber(businessWords[kind].orderPrefix, (orderNo) => isOrderNumberTaken(desk, orderNo)),
      kind,
      phone,
      project,
      ...(tokenKind === undefined ? {} : { tokenKind }),
      isChecked,
      form,
      isFormEntered: false,
      materials: {},
      reasons: {},
      state: 'draft',
      createdAt,
      history: [{ state: 'draft', at: createdAt }],
    };
    await applications.put(application.orderNo, application);
    return application;
  });
}

/** The U盾 on record that an update or change is for: by 芯片号, else by the one registration with this 社保号 or code. */
function findToken(desk: PlatformDesk, form: FormValues): Registration | undefined {
  const registrations = desk.orders.records.registrations;
  if (form.chipNumber) return registrations.get(form.chipNumber);
  const found = registrations
    .list()
    .filter(
      ({ unit }) => unit.socialInsuranceNumber === form.socialInsuranceNumber || unit.creditCode === form.creditCode,
    );
  return found.length === 1 ? found[0] : undefined;
}

/** Step 录入信息. What has been agreed to before has to be agreed to again: the 申请表 is another one now. */
export function enterForm(desk: PlatformDesk, orderNo: string, form: FormValues): Promise<StepOutcome> {
  return desk.orders.inTurn(async () => {
    const application = desk.records.applications.get(orderNo);
    if (application?.state !== 'draft') return refuse('订单状态不正确');
    const refusal = refuseForm(application.kind, form);
    if (refusal) return refuse(refusal);
    const { isForToken } = businessWords[application.kind];
    const token = isForToken ? findToken(desk, form) : undefined;
    if (isForToken && !token) return refuse('未查询到该单位的证书信息，请填写正确的U盾芯片号！');
    const { chipNumber: _, agreedAt: __, ...rest } = application;
    const chip = token ? { chipNumber: token.chipNumber } : {};
    return putApplication(desk, { ...rest, ...chip, form, isFormEntered: true });
  });
}

/** Step 打印申请表: the agreement has to be ticked. */
export function agree(desk: PlatformDesk, orderNo: string, isTicked: boolean): Promise<StepOutcome> {
  return desk.orders.inTurn(async () => {
    const application = desk.records.applications.get(orderNo);
    if (application?.state !== 'draft' || !application.isFormEntered) return refuse('请先录入信息！');
    if (!isTicked) return refuse('请阅读并同意《数字证书服务协议》！');
    return putApplication(desk, { ...application, agreedAt: new Date().toISOString() });
  });
}

/** Materials that still have to come: those never uploaded, and those a reviewer did not accept. */
function listMissingMaterials(application: Application): MaterialCode[] {
  return materialCodes.filter(
    (code) => application.materials[code] === undefined || application.reasons[code] !== undefined,
  );
}

/** Step 上传资料: all given files are taken, or none. The order is not submitted by it. */
export function uploadMaterials(
  desk: PlatformDesk,
  orderNo: string,
  files: Partial<Record<MaterialCode, UploadedFile>>,
): Promise<StepOutcome> {
  return desk.orders.inTurn(async () => {
    const application = desk.records.applications.get(orderNo);
    if (!application?.agreedAt) return refuse('请先阅读并同意《数字证书服务协议》！');
    if (application.state !== 'draft' && application.state !== 'rejected') return refuse('订单状态不正确');
    for (const code of materialCodes) {
      const file = files[code];
      const reason = file && refuseMaterial(code, file.fileName, file.content.length);
      if (reason) return refuse(reason);
    }
    const missing = listMissingMaterials(application).find((code) => files[code] === undefined);
    if (missing) return refuse(`请上传${materials[missing].name}`);
    let next = application;
    for (const code of materialCodes) {
      const file = files[code];
      if (!file) continue;
      const { [code]: _, ...reasons } = next.reasons;
      const stored = await storeMaterial(desk.records.uploads, orderNo, code, file);
      next = { ...next, reasons, materials: { ...next.materials, [code]: stored } };
    }
    return putApplication(desk, next);
  });
}

/** What 确定 in the layer asks for: only now the order goes to review. */
export function submitApplication(desk: PlatformDesk, orderNo: string): Promise<StepOutcome> {
  return desk.orders.inTurn(async () => {
    const application = desk.records.applications.get(orderNo);
    if (!application) return refuse('订单不存在');
    // Clicked twice.
    if (application.state === 'submitted') return { application };
    if (application.state !== 'draft' && application.state !== 'rejected') return refuse('订单状态不正确');
    if (!application.agreedAt || listMissingMaterials(application).length > 0) return refuse('请先上传资料');
    const submitted = { ...moveApplication(application, 'submitted'), submittedAt: new Date().toISOString() };
    return putApplication(desk, submitted);
  });
}
