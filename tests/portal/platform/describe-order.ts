// An order of the account as 订单查询 and order/list.do show it.
import type { Application } from './platform-records.ts';
import { businessWords } from './words/business-kinds.ts';
import { materialCodes, materials } from './words/materials.ts';
import { orderStates, orderStateWords } from './words/order-states.ts';

export interface OrderDescription {
  readonly orderNo: string;
  readonly type: string;
  readonly typeName: string;
  readonly unitName: string;
  readonly projectName: string;
  /** Local time, as such sites write it: 2015-11-24 16:02:41. */
  readonly applyTime: string;
  readonly status: string;
  readonly statusName: string;
  /** What the reviewer has against the materials. */
  readonly reasons: readonly { readonly material: string; readonly name: string; readonly reason: string }[];
  readonly expressName: string;
  readonly expressNo: string;
  /** Page that goes on with it, from the root of the site; empty when there is none. */
  readonly url: string;
  /** Word of the link to it. */
  readonly urlName: '' | '下载' | '重新上传' | '继续办理';
}

function nextPage({ state, kind, orderNo, agreedAt, isFormEntered }: Application): {
  url: string;
  urlName: OrderDescription['urlName'];
} {
  const at = (page: string) => `/easyca/netpay/${page}?orderNo=${orderNo}`;
  if (state === 'draft') {
    const page = agreedAt ? 'upload' : isFormEntered ? 'print' : 'form';
    return { url: at(`apply/${page}.jsp`), urlName: '继续办理' };
  }
  if (state === 'rejected') return { url: at('apply/upload.jsp'), urlName: '重新上传' };
  if (state === 'approved' && businessWords[kind].isForToken) return { url: at('order/download.jsp'), urlName: '下载' };
  return { url: '', urlName: '' };
}

export function describeOrder(application: Application): OrderDescription {
  const { orderNo, kind, form, project, submittedAt, createdAt, state, reasons } = application;
  return {
    orderNo,
    type: kind,
    typeName: businessWords[kind].name,
    unitName: form.certificateUnitName ?? '',
    projectName: project.subProject,
    applyTime: new Date(submittedAt ?? createdAt).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }),
    status: String(orderStates.indexOf(state)),
    statusName: orderStateWords[state],
    reasons: materialCodes.flatMap((code) => {
      const reason = reasons[code];
      return reason === undefined ? [] : [{ material: code, name: materials[code].name, reason }];
    }),
    expressName: application.carrier ?? '',
    expressNo: application.trackingNumber ?? '',
    ...nextPage(application),
  };
}
