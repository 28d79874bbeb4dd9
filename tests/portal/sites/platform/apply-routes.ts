// Steps 02 to 05 of the wizard: 录入信息, 打印申请表, 上传资料, 审核.
import type { Hono } from 'hono';
import { agree, enterForm, type FormValues, submitApplication, uploadMaterials } from '../../platform/applications.ts';
import { describeOrder } from '../../platform/describe-order.ts';
import type { Application } from '../../platform/platform-records.ts';
import type { UploadedFile } from '../../platform/store-material.ts';
import { businessWords } from '../../platform/words/business-kinds.ts';
import { formFields, listFields } from '../../platform/words/form-fields.ts';
import { type MaterialCode, materialCodes, materials } from '../../platform/words/materials.ts';
import { platformPath } from '../site-urls.ts';
import { describeSheet } from './describe-sheet.ts';
import { type Doors, json, redirect, type Visit } from './visit.ts';
import { findOwn, showStep, withOwn } from './wizard.ts';

const groups = ['证书信息', '单位信息', '经办人信息'] as const;

function showForm(visit: Visit, application: Application, message = ''): Response {
  if (application.state !== 'draft') return redirect(`apply/review.jsp?orderNo=${application.orderNo}`);
  const describe = (code: (typeof codes)[number]) => {
    const { label, names, isRequired, maxLength } = formFields[code];
    const value = application.form[code] ?? '';
    return { label, inputName: names[visit.desk.variant], isRequired, maxLength: String(maxLength), value };
  };
  const codes = listFields(application.kind);
  return showStep(visit, 'form', 2, application, {
    message,
    groups: groups.map((name) => ({
      name,
      isUnit: name === '单位信息',
      fields: codes.filter((code) => formFields[code].group === name).map(describe),
    })),
  });
}

async function takeForm(visit: Visit): Promise<Response> {
  const { desk, form } = visit;
  const application = findOwn(visit, form.field('orderNo'));
  if (!application) return redirect('order/list.jsp');
  const values: FormValues = Object.fromEntries(
    listFields(application.kind).map((code) => [code, form.field(formFields[code].names[desk.variant])]),
  );
  const outcome = await enterForm(desk, application.orderNo, values);
  if ('refusal' in outcome) return showForm(visit, { ...application, form: values }, outcome.refusal);
  return redirect(`apply/print.jsp?orderNo=${application.orderNo}`);
}

function showPrint(visit: Visit, application: Application, message = ''): Response {
  if (application.state !== 'draft') return redirect(`apply/review.jsp?orderNo=${application.orderNo}`);
  if (!application.isFormEntered) return redirect(`apply/form.jsp?orderNo=${application.orderNo}`);
  const isAgreed = application.agreedAt !== undefined;
  return showStep(visit, 'print', 3, application, { message, isAgreed, ...describeSheet(application) });
}

async function takeAgreement(visit: Visit): Promise<Response> {
  const { desk, form } = visit;
  const application = findOwn(visit, form.field('orderNo'));
  if (!application) return redirect('order/list.jsp');
  const isTicked = form.field(desk.variant === 'gbk' ? 'xy' : 'agree') === '1';
  const outcome = await agree(desk, application.orderNo, isTicked);
  if ('refusal' in outcome) return showPrint(visit, application, outcome.refusal);
  return redirect(`apply/upload.jsp?orderNo=${application.orderNo}`);
}

function showUpload(visit: Visit, application: Application): Response {
  const { orderNo, state } = application;
  if (state !== 'draft' && state !== 'rejected') return redirect(`apply/review.jsp?orderNo=${orderNo}`);
  if (!application.agreedAt) return redirect(`apply/print.jsp?orderNo=${orderNo}`);
  return showStep(visit, 'upload', 4, application, {
    materials: materialCodes.map((code) => ({
      code,
      name: materials[code].name,
      note: materials[code].note,
      samples: materials[code].samples.map((sample) => ({ sample })),
      inputName: materials[code].fieldNames[visit.desk.variant],
      uploaded: application.reasons[code] === undefined ? (application.materials[code]?.fileName ?? '') : '',
      reason: application.reasons[code] ?? '',
    })),
  });
}

async function takeMaterials(visit: Visit): Promise<Response> {
  const { desk, form, show } = visit;
  const answer = (refusal: string) => {
    if (desk.variant === 'gbk') return show('uploaded', '', { message: refusal });
    return refusal === '' ? json('0', '资料上传成功') : json('2001', refusal);
  };
  const application = findOwn(visit, form.field('orderNo'));
  if (!application) return answer('订单不存在');
  const files: Partial<Record<MaterialCode, UploadedFile>> = {};
  for (const code of materialCodes) {
    const file = form.file(materials[code].fieldNames[desk.variant]);
    if (file) files[code] = file;
  }
  const outcome = await uploadMaterials(desk, application.orderNo, files);
  return answer('refusal' in outcome ? outcome.refusal : '');
}

async function submit(visit: Visit): Promise<Response> {
  const application = findOwn(visit, visit.form.field('orderNo'));
  if (!application) return json('2001', '订单不存在');
  const outcome = await submitApplication(visit.desk, application.orderNo);
  return 'refusal' in outcome ? json('2001', outcome.refusal) : json('0', '提交成功');
}

function showReview(visit: Visit, application: Application): Response {
  return showStep(visit, 'review', 5, application, { ...describeOrder(application) });
}

function showDownload({ desk, show }: Visit, application: Application): Response {
  const { kind, orderNo, state, form, chipNumber = '' } = application;
  const { name, isForToken } = businessWords[kind];
  if (state !== 'approved' || !isForToken) return redirect('order/list.jsp');
  return show('download', '证书下载', {
    asksControl: desk.asksControl,
    orderNo,
    chipNumber,
    unitName: form.certificateUnitName ?? '',
    agentName: form.agentName ?? '',
    agentPhone: form.agentPhone ?? '',
    businessName: name,
    verb: name.slice(2),
    buttonClass: kind === 'change' ? 'btn-change' : 'btn-renew',
    place: [{ name: '订单查询' }, { name: '证书下载' }],
  });
}

export function addApplyRoutes(site: Hono, doors: Doors): void {
  const at = (path: string) => platformPath + path;
  site.get(at('apply/form.jsp'), doors.page(withOwn(showForm)));
  site.post(at('apply/form.do'), doors.page(takeForm));
  site.get(at('apply/print.jsp'), doors.page(withOwn(showPrint)));
  site.post(at('apply/agree.do'), doors.page(takeAgreement));
  site.get(at('apply/upload.jsp'), doors.page(withOwn(showUpload)));
  site.post(at('apply/submit.do'), doors.script(submit));
  site.get(at('apply/review.jsp'), doors.page(withOwn(showReview)));
  site.get(at('order/download.jsp'), doors.page(withOwn(showDownload)));
}

/** The upload answers a frame in one look and a script in the other. */
export function addUploadRoute(site: Hono, door: Doors['page']): void {
  site.post(`${platformPath}apply/upload.do`, door(takeMaterials));
}
