// The reviewer's switch, by the portal's object and by the control endpoint, and what 订单查询 makes of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Decision } from '../../portal/platform/review-application.ts';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { makeClerk as makeTokenHolder, unit } from './openssl-clerk.ts';
import {
  type Clerk,
  confirmUpload,
  exampleForm,
  listOrders,
  logInNewClerk,
  makeFiles,
  readOrderRow,
  uploadFiles,
  walkToLayer,
} from './platform-clerk.ts';
import { variants } from './platform-client.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

describe.each(variants)('review, variant %s', (variant) => {
  let portal: Portal;
  let clerk: Clerk;
  beforeAll(async () => {
    portal = await startReadyPortal({ stateDir: scratch(variant), variant });
    clerk = await logInNewClerk(portal);
  });
  afterAll(() => portal.close());

  const control = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${portal.port}/__control/${path}`, init);
    return { status: response.status, body: await response.json() };
  };

  test.each(['new', 'reissue'] as const)('%s is made and posted with a tracking number', async (type) => {
    const orderNo = await walkToLayer(portal, clerk, type, exampleForm);
    await confirmUpload(clerk, orderNo);
    const seen: (string | undefined)[] = [];
    const decisions: Decision[] = [
      { decision: 'approve' },
      { decision: 'make' },
      { decision: 'post', trackingNumber: 'EA123456789CN' },
    ];
    for (const decision of decisions) {
      const { statusName } = await portal.review(orderNo, decision);
      const row = await readOrderRow(clerk, orderNo);
      expect(row).toContain(` ${statusName} `);
      expect(row).not.toContain('下载');
      seen.push(statusName);
    }
    expect(seen).toEqual(['审核通过', '制作中', '已邮寄']);
    expect(await readOrderRow(clerk, orderNo)).toContain('邮政EMS：EA123456789CN');
    expect((await listOrders(clerk))[0]).toMatchObject({
      orderNo,
      typeName: type === 'new' ? '证书新办' : '证书补办',
      unitName: exampleForm.unitName,
      projectName: '重庆市网上社保项目-渝北',
      statusName: '已邮寄',
      expressNo: 'EA123456789CN',
      url: '',
    });
  });

  test('a rejected material is told with its reason, uploaded again, and reviewed again', async () => {
    const orderNo = await walkToLayer(portal, clerk, 'new', exampleForm);
    await confirmUpload(clerk, orderNo);
    const reasons = { businessLicence: '公章不清晰', agentId: '照片<太暗>' };
    await portal.review(orderNo, { decision: 'reject', reasons });
    const row = await readOrderRow(clerk, orderNo);
    expect(row?.replaceAll(' ：', '：')).toMatch(
      /审核不通过.*工商营业执照[： ]+公章不清晰.*经办人身份证[： ]+照片&lt;太暗&gt;/,
    );
    expect(row).toContain('重新上传');
    expect((await listOrders(clerk))[0]).toMatchObject({
      statusName: '审核不通过',
      urlName: '重新上传',
      url: `/easyca/netpay/apply/upload.jsp?orderNo=${orderNo}`,
      reasons: [
        { name: '工商营业执照', reason: '公章不清晰' },
        { name: '经办人身份证', reason: '照片<太暗>' },
      ],
    });
    const { text } = await clerk.client.get(`apply/upload.jsp?orderNo=${orderNo}`);
    expect(text).toContain('审核不通过：公章不清晰');
    expect(text.match(/已上传：/g)).toHaveLength(3);
    expect(await confirmUpload(clerk, orderNo)).toBe('2001');
    const files = makeFiles(portal);
    expect(await uploadFiles(portal, clerk, orderNo, files.slice(2, 3))).toBe('请上传经办人身份证');
    expect(await uploadFiles(portal, clerk, orderNo, [...files.slice(2, 3), ...files.slice(4)])).toBe('');
    expect((await listOrders(clerk))[0]?.statusName).toBe('审核不通过');
    expect(await confirmUpload(clerk, orderNo)).toBe('0');
    expect((await listOrders(clerk))[0]).toMatchObject({ statusName: '资料待审核', reasons: [] });
    expect((await portal.review(orderNo, { decision: 'approve' })).statusName).toBe('审核通过');
  });

  test.each([
    ['update', '更新证书'],
    ['change', '变更证书'],
  ] as const)('an approved %s has 下载, which leads to a page with the control and %s', async (kind, button) => {
    const holder = await makeTokenHolder(portal);
    const { chipNumber } = holder;
    const { orderNo } = await portal.placeOrder({ phone: clerk.phone, kind, unit, chipNumber, agentName: '王小明' });
    expect(await readOrderRow(clerk, orderNo)).not.toContain('下载');
    expect((await clerk.client.get(`order/download.jsp?orderNo=${orderNo}`)).location).toContain('order/list.jsp');
    await portal.review(orderNo, { decision: 'approve' });
    const row = await readOrderRow(clerk, orderNo);
    expect(row).toContain('审核通过');
    expect(row).toContain('下载');
    const { url = '', urlName } = (await listOrders(clerk)).find((order) => order.orderNo === orderNo) ?? {};
    expect([urlName, url]).toEqual(['下载', `/easyca/netpay/order/download.jsp?orderNo=${orderNo}`]);
    const { text } = await clerk.client.get(url);
    expect(text.match(/<object [^>]*classid="clsid:9C879779-5C5F-4510-88B8-5BA18EEAA931"/g)).toHaveLength(1);
    expect(text.match(/<input type="password"/g)).toHaveLength(1);
    expect(text.match(/<input type="text"/g)).toBeNull();
    for (const part of [
      'alert("请使用IE浏览器兼容模式")',
      `>${orderNo}<`,
      `>${chipNumber}<`,
      `>${unit.unitName}<`,
      '王小明',
    ])
      expect(text).toContain(part);
    for (const word of ['验证', button])
      expect(text).toContain(variant === 'gbk' ? `value="${word}"` : `<span>${word}</span>`);
    const other = await logInNewClerk(portal);
    expect((await other.client.get(url)).location).toContain('order/list.jsp');
  });

  test('what makes no sense is not decided', async () => {
    const { orderNo } = await portal.placeOrder({ phone: clerk.phone, kind: 'new', unit });
    await expect(portal.review('XB0', { decision: 'approve' })).rejects.toThrow('there is no order XB0');
    await expect(portal.review(orderNo, { decision: 'make' })).rejects.toThrow('submitted');
    await expect(portal.review(orderNo, { decision: 'reject', reasons: {} })).rejects.toThrow();
    await portal.review(orderNo, { decision: 'approve' });
    await expect(portal.review(orderNo, { decision: 'approve' })).rejects.toThrow('approved');
    await expect(portal.review(orderNo, { decision: 'post', trackingNumber: '1' })).rejects.toThrow('approved');
    await expect(portal.placeOrder({ phone: '13000000000', kind: 'new', unit })).rejects.toThrow('13000000000');
    await expect(
      portal.placeOrder({ phone: clerk.phone, kind: 'change', unit, chipNumber: 'unknown0' }),
    ).rejects.toThrow('未查询到该单位的证书信息');
  });

  test('the control endpoint does the same for other processes', async () => {
    const phone = '13911112222';
    expect(await control('POST', 'account', { phone, password: '123456' })).toEqual({
      status: 200,
      body: { ok: true },
    });
    expect((await control('POST', 'account', { phone, password: '123456' })).body.error).toBe('该手机号码已注册');
    const { orderNo } = await portal.placeOrder({ phone, kind: 'new', unit });
    expect((await control('POST', 'review', { orderNo, decision: 'approve' })).body.statusName).toBe('审核通过');
    expect((await control('POST', 'review', { orderNo, decision: 'approve' })).status).toBe(409);
    expect((await control('POST', 'review', { orderNo, decision: 'paint' })).status).toBe(409);
    expect((await control('GET', `applications?phone=${phone}`)).body).toMatchObject([{ orderNo, state: 'approved' }]);
    await clerk.client.get('captcha.do');
    const { captcha } = (await control('GET', `captcha?session=${clerk.client.sessionId}`)).body;
    expect(captcha).toBe(portal.readCaptcha(clerk.client.sessionId));
    await control('DELETE', `sessions?phone=${clerk.phone}`);
    expect((await clerk.client.get('order/list.do')).text).toContain('9001');
  });
});
