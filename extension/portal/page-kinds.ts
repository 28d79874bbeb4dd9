// The kinds of pages that we know something to do on, each with the names of its parts. Where those stand is the profile's business.
import * as z from 'zod/mini';
import { describePageKind, describeRows } from './page-schema.ts';
import { unitFields } from './unit-fields.ts';

export const pageSchema = z.discriminatedUnion('kind', [
  /** 社保用户证书更新快速通道. */
  describePageKind('quick-renew', {
    fields: ['runButton'],
    mayLack: ['agentName', 'agentPhone', 'pin', 'verifyButton'],
  }),
  /** The page behind 「下载」 of a reviewed order: PIN, 验证, and 更新证书 or 变更证书. Hidden fields carry 经办人 and phone. */
  describePageKind('order-download', {
    fields: ['runButton'],
    mayLack: ['pin', 'verifyButton'],
    optionalFields: ['orderNumber', 'agentName', 'agentPhone', 'unitName'],
  }),
  /** The platform's first page after the login. */
  describePageKind('platform-home', { fields: [] }),
  /** 订单查询. */
  describePageKind('order-list', {
    fields: [],
    rows: {
      orders: describeRows({
        fields: ['orderNumber', 'kind', 'state'],
        optionalFields: ['unitName', 'operations', 'orderedAt', 'downloadLink', 'express'],
        rows: { reasons: describeRows({ fields: ['material'] }) },
      }),
    },
  }),
  /** 钥匙盘 table: which kind of U盾 the clerk has. */
  describePageKind('key-table', {
    fields: [],
    rows: { keys: describeRows({ fields: ['name', 'chooseButton', 'driverButton'] }) },
  }),
  /** The bureau's 信息校验. `steps` is the bar of steps, below which we put ours; without one, ours stands above the form. */
  describePageKind('unit-check', {
    fields: [],
    mayLack: ['certificateUnitName', 'socialInsuranceNumber'],
    optionalFields: ['steps', 'insuredArea'],
  }),
  /** 录入信息. */
  describePageKind('apply-form', {
    fields: [],
    mayLack: ['socialInsuranceNumber', 'unitName', 'creditCode'],
    optionalFields: ['steps', ...unitFields],
  }),
  /** 打印申请表. The optional ones stand on the form that the page itself would print. */
  describePageKind('apply-print', {
    fields: ['printButton'],
    optionalFields: ['unitName', 'project', 'operation'],
  }),
  /** 上传资料. `place` is the element at whose end our check of the material stands; `layers` open after the upload. */
  describePageKind('apply-upload', {
    fields: [],
    optionalFields: ['steps'],
    rows: {
      materials: describeRows({ fields: ['fileInput', 'name'], optionalFields: ['place'] }),
      layers: describeRows({ fields: ['text', 'confirmButton'] }),
    },
  }),
]);

export type Page = z.infer<typeof pageSchema>;
export type PageKind = Page['kind'];
export type PageVariant<K extends PageKind = PageKind> = Extract<Page, { kind: K }>['variants'][number];
