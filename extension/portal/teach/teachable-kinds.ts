// What the assistant can be taught: for each kind of page its parts, in the order in which they are asked for.
import type { PageKind } from '../page-kinds.ts';

export interface TeachablePart {
  /** As page-kinds.ts names it. */
  readonly name: string;
  /** What it is called on pages of that kind; pages are Chinese, so this is, whatever language the clerk's browser has. */
  readonly words: string;
  /** `box`: what is typed into or chosen from. `button`: what is clicked. `text`: what is only read. */
  readonly sort: 'box' | 'button' | 'text';
  /** Without it there is nothing to do on the page. */
  readonly isNeeded?: boolean;
  /** Among the optional fields of the profile. */
  readonly isOptionalField?: boolean;
}

export interface TeachableKind {
  readonly kind: PageKind;
  readonly parts: readonly TeachablePart[];
  /** Name of the rows in which all the parts stand: they are shown in one row, and the others are found by it. */
  readonly rows?: string;
}

const box = (name: string, words: string, isOptionalField = false): TeachablePart => ({
  name,
  words,
  sort: 'box',
  isOptionalField,
});
const button = (name: string, words: string, isNeeded = false): TeachablePart => ({
  name,
  words,
  sort: 'button',
  isNeeded,
});
const text = (name: string, words: string, isNeeded = false): TeachablePart => ({
  name,
  words,
  sort: 'text',
  isNeeded,
  isOptionalField: !isNeeded,
});

export const teachableKinds: readonly TeachableKind[] = [
  {
    kind: 'quick-renew',
    parts: [
      box('agentName', '经办人姓名'),
      box('agentPhone', '电话'),
      box('pin', 'PIN码'),
      button('verifyButton', '验证'),
      button('runButton', '更新证书', true),
    ],
  },
  {
    kind: 'order-download',
    parts: [
      box('pin', 'PIN码'),
      button('verifyButton', '验证'),
      button('runButton', '变更证书 / 更新证书', true),
      text('orderNumber', '订单号'),
    ],
  },
  {
    kind: 'unit-check',
    parts: [
      box('certificateUnitName', '单位名称'),
      box('socialInsuranceNumber', '社保号'),
      box('insuredArea', '参保区域', true),
    ],
  },
  {
    kind: 'apply-form',
    parts: [
      box('certificateUnitName', '证书信息：单位名称', true),
      box('socialInsuranceNumber', '社保号'),
      box('chipNumber', 'U盾芯片号', true),
      box('unitName', '单位信息：单位名称'),
      box('creditCode', '统一社会信用代码'),
      box('legalPersonName', '法人姓名', true),
      box('legalPersonIdNumber', '法人身份证号码', true),
      box('contactPhone', '联系电话', true),
      box('officePhone', '办公电话', true),
      box('website', '企业网址', true),
      box('unitAddress', '单位地址', true),
      box('agentName', '经办人姓名', true),
      box('agentIdNumber', '经办人身份证号码', true),
      box('agentPhone', '经办人手机号码', true),
      box('agentEmail', '邮箱', true),
      box('agentWechat', '微信号', true),
      box('postalAddress', '邮寄地址', true),
    ],
  },
  { kind: 'apply-print', parts: [button('printButton', '打印', true)] },
  {
    kind: 'apply-upload',
    rows: 'materials',
    parts: [text('name', '数字证书申请表', true), { name: 'fileInput', words: '文件', sort: 'box', isNeeded: true }],
  },
  {
    kind: 'order-list',
    rows: 'orders',
    parts: [
      text('orderNumber', '订单号', true),
      text('kind', '业务类型', true),
      text('state', '订单状态', true),
      text('unitName', '单位名称'),
      text('orderedAt', '申请时间'),
      { ...button('downloadLink', '下载'), isOptionalField: true },
    ],
  },
];

export const findTeachableKind = (kind: string): TeachableKind | undefined =>
  teachableKinds.find((one) => one.kind === kind);
