// The other kinds of pages by their words: uploads, wizard, orders, 钥匙盘, download.
import { describe, expect, it } from 'vitest';
import { ownAttribute } from '../../../../extension/portal/change-page.ts';
import { runFeatures } from '../../../../extension/portal/define-feature.ts';
import { type DetectedPage, detectPage } from '../../../../extension/portal/detect-page.ts';
import { unsubmittedOrdersFeature } from '../../../../extension/portal/features/unsubmitted-orders.ts';
import type { PageKind } from '../../../../extension/portal/page-kinds.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { readOrders } from '../../../../extension/portal/read-orders.ts';
import { makeTools } from '../support/feature-tools.ts';
import { useMessages } from '../support/read-messages.ts';
import { openHtml } from './open-html.ts';
import {
  applyForm,
  drawnAreas,
  field,
  keyTable,
  orderLists,
  printPage,
  stepBar,
  unitCheck,
  uploadPages,
} from './wizard-pages.ts';

function isKind<K extends PageKind>(page: DetectedPage | undefined, kind: K): page is DetectedPage & DetectedPage<K> {
  return page?.kind === kind;
}

function open<K extends PageKind>(html: string, kind: K) {
  const document = openHtml(html);
  const { page, ...others } = detectPage(chongqingProfile, new URL(document.URL), document);
  if (!isKind(page, kind)) throw new Error(`not recognised as ${kind}: ${page?.kind} ${JSON.stringify(others)}`);
  return page;
}
const partOf = (element: HTMLElement | undefined) => element?.getAttribute('data-part');

describe('上传资料', () => {
  it.each(Object.entries(uploadPages))('%s', (_, html) => {
    const { materials } = open(html, 'apply-upload').rows;
    expect(materials).toHaveLength(5);
    const names = materials.map(({ fields }) => fields.name.textContent?.replace(/\s+/g, ''));
    expect(names[1]).toContain('签章取样表');
    expect(names[4]).toContain('经办人身份证');
    expect(materials.every(({ fields, element }) => element.contains(fields.fileInput))).toBe(true);
  });

  it('finds all five by the names that the manual gives them', () => {
    const names = [
      '数字证书申请表',
      '电子签章取样表',
      '工商营业执照副本复印件（三证合一）',
      '法人身份证复印件',
      '经办人身份证复印件',
    ];
    const rows = names.map((name) => `<tr><td>${name}：</td><td><input type=file></td></tr>`).join('');
    const { materials } = open(`<table>${rows}</table>`, 'apply-upload').rows;
    expect(materials.map(({ fields }) => fields.name.textContent)).toEqual(names.map((name) => `${name}：`));
  });

  it('is not taken for one where a material has two boxes', () => {
    const html = Object.values(uploadPages)[0] ?? '';
    const document = openHtml(html.replace(/<tr>.*?<.tr>/, '$&$&'));
    expect(detectPage(chongqingProfile, new URL(document.URL), document).page?.kind).not.toBe('apply-upload');
  });
});

it('录入信息: the two 单位名称 by the headings above them', () => {
  const page = open(applyForm, 'apply-form');
  expect(partOf(page.fields.unitName)).toBe('unit');
  expect(partOf(page.optionalFields.certificateUnitName)).toBe('certificate');
  expect(page.optionalFields.steps?.className).toBe('flow');
  const labels = Object.entries(page.optionalFields).map(([name, one]) => [name, one?.getAttribute('data-label')]);
  expect(Object.fromEntries(labels)).toMatchObject({
    legalPersonName: '法人姓名',
    legalPersonIdNumber: '身份证号码',
    contactPhone: '联系电话',
    agentName: '经办人',
    agentPhone: '手机号码',
    agentEmail: '邮　箱',
    postalAddress: '邮寄地址',
  });
});

it('录入信息: the only 身份证号码 belongs to the section that it stands in, and to nobody else', () => {
  const section = (name: string, ...labels: string[]) =>
    `<fieldset><legend>${name}</legend>${labels.map((label) => `<p><label>${label}</label><input></p>`).join('')}</fieldset>`;
  const form = (ofUnit: string[], ofAgent: string[]) =>
    open(
      `<form>${section('证书信息', '社保号')}${section('单位信息', '单位名称', '统一社会信用代码', '法人姓名', ...ofUnit)}${section('经办人信息', '经办人', ...ofAgent)}<button>下一步</button></form>`,
      'apply-form',
    ).optionalFields;
  const ofUnit = form(['身份证号码'], []);
  expect(ofUnit.legalPersonIdNumber).toBeDefined();
  expect(ofUnit.agentIdNumber).toBeUndefined();
  const ofAgent = form([], ['身份证号码']);
  expect(ofAgent.agentIdNumber).toBeDefined();
  expect(ofAgent.legalPersonIdNumber).toBeUndefined();
});

it('录入信息 of an update: the 芯片号', () => {
  const withChip = applyForm.replace('<tr><td colspan=2 class=h>单位信息', `${field('* U盾芯片号：')}$&`);
  expect(open(withChip, 'apply-form').optionalFields.chipNumber?.getAttribute('data-label')).toBe('* U盾芯片号：');
  expect(open(applyForm, 'apply-form').optionalFields.chipNumber).toBeUndefined();
});

it('信息校验, with and without a bar of steps', () => {
  for (const html of [unitCheck, stepBar + unitCheck]) {
    const page = open(html, 'unit-check');
    expect(partOf(page.fields.certificateUnitName)).toBe('unit');
    expect(partOf(page.fields.socialInsuranceNumber)).toBe('number');
    expect(partOf(page.optionalFields.insuredArea)).toBe('area');
  }
});

it.each(Object.entries(drawnAreas))('信息校验, 参保区域 drawn by %s', (_, area) => {
  const page = open(unitCheck.replace(/(参保区域：)<select.*?<.select>/, `$1${area}`), 'unit-check');
  expect(partOf(page.optionalFields.insuredArea)).toBe('area');
  expect(partOf(page.fields.certificateUnitName)).toBe('unit');
});

it('打印申请表', () => {
  const page = open(printPage, 'apply-print');
  expect(partOf(page.fields.printButton)).toBe('print');
  expect(page.optionalFields.unitName?.textContent).toBe('重庆山城机械制造有限公司');
  expect(page.optionalFields.operation?.textContent).toContain('☑ 证书申请');
});

it('钥匙盘, the rows without a name included', () => {
  const { keys } = open(keyTable, 'key-table').rows;
  expect(keys.map(({ fields }) => fields.name.textContent)).toEqual(['社保网上申报用户专用', '']);
});

describe('订单查询', () => {
  it.each(Object.entries(orderLists))('%s', (_, html) => {
    const orders = readOrders(open(html, 'order-list'));
    expect(orders).toMatchObject([
      { orderNumber: 'BG201511240001', kind: '证书变更', state: '审核通过' },
      { orderNumber: 'XB201511230002', kind: '证书新办', state: '审核不通过' },
    ]);
  });
});

it('订单查询: nothing beside the applications of other jobs, and none of them told', () => {
  useMessages();
  const row = (kind: string) => `<tr><td>SL20240101</td><td>${kind}</td><td>待提交</td></tr>`;
  const list = `<table><tr><th>受理号</th><th>办理事项</th><th>状态</th></tr>${row('社保转移')}${row('证书更新')}</table>`;
  const page = open(list, 'order-list');
  expect(readOrders(page).map(({ kind }) => kind)).toEqual(['证书更新']);
  const tools = makeTools(new AbortController().signal, () => Promise.resolve());
  runFeatures([unsubmittedOrdersFeature], page, tools, (id) => expect.unreachable(id));
  const notes = page.rows.orders.map(({ element }) => element.querySelectorAll(`[${ownAttribute}]`).length);
  expect(notes).toEqual([0, 1]);
});

it('下载: PIN码, 验证, 变更证书, with an order number or without', () => {
  const form =
    '<form>PIN码：<input type=password><button type=button>验证</button><button type=button>变更证书</button></form>';
  const page = open(`<div><p>订单号：<b>BG201511240001</b></p>${form}</div>`, 'order-download');
  expect(page.optionalFields.orderNumber?.textContent).toBe('BG201511240001');
  expect(open(form, 'order-download').optionalFields.orderNumber).toBeUndefined();
});
