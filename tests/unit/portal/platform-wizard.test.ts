// The steps of the platform's jobs, in both looks: what each asks for and what it refuses.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { makeClerk as makeTokenHolder } from './openssl-clerk.ts';
import {
  beginJob,
  type Clerk,
  confirmUpload,
  exampleForm,
  listOrders,
  logInNewClerk,
  makeFiles,
  readOrderRow,
  sendForm,
  sendLogin,
  tickAgreement,
  uploadFiles,
  walkToLayer,
} from './platform-clerk.ts';
import { fieldNames, platformUrl, variants } from './platform-client.ts';
import { readPage, readSteps, readValue, stepNames } from './read-platform-page.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

describe.each(variants)('the wizard, variant %s', (variant) => {
  let portal: Portal;
  let clerk: Clerk;
  beforeAll(async () => {
    portal = await startReadyPortal({ stateDir: scratch(variant), variant });
    clerk = await logInNewClerk(portal);
  });
  afterAll(() => portal.close());

  test.each(['new', 'reissue'])('项目选择 of %s asks for the four parts of a project', async (type) => {
    const html = await readPage(portal, clerk.client, `apply/project.jsp?type=${type}`);
    expect(readSteps(html)).toEqual({ words: stepNames, current: 1 });
    for (const label of ['项目所属区域', '项目所属平台', '项目大类', '子项目']) expect(html).toContain(label);
    for (const name of fieldNames[variant].project) expect(html).toContain(`<select name="${name}"`);
    const script = (await clerk.client.get('js/project.js')).text;
    for (const name of ['重庆', '社保', '重庆市网上社保项目-渝北']) expect(script).toContain(name);
    const chosen = Object.fromEntries(fieldNames[variant].project.map((name) => [name, '50']));
    expect((await clerk.client.post('apply/project.do', { type, ...chosen })).text).toContain('请选择完整的项目信息！');
    expect(portal.readApplication(await beginJob(portal, clerk, type))?.project).toMatchObject({
      region: '重庆',
      category: '社保',
      subProject: '重庆市网上社保项目-渝北',
    });
  });

  test.each([
    ['change', '点此变更'],
    ['update', '点此更新'],
  ])('the 钥匙盘 table of %s has four rows with %s and 下载驱动', async (type, button) => {
    const html = await readPage(portal, clerk.client, `apply/keys.jsp?type=${type}`);
    for (const text of ['提示: 请选择您使用的钥匙盘!', '编号', '钥匙盘', '驱动下载']) expect(html).toContain(text);
    const rows = html.match(/<tr (?:class="key"|data-key-id)[\s\S]*?<\/tr>/g) ?? [];
    expect(rows).toHaveLength(4);
    expect(rows[0]).toContain('社保网上申报用户专用');
    for (const row of rows) {
      expect(row).toContain(button);
      const driver = /\/easyca\/netpay\/(driver\/\w+\.zip)/.exec(row)?.[1] ?? '';
      expect((await clerk.client.get(driver)).contentType).toBe('application/zip');
    }
    expect(await beginJob(portal, clerk, type)).toMatch(/^(BG|GX)\d{14}$/);
  });

  test('a job that was begun and not filled in is no order, and is taken up again', async () => {
    const first = await beginJob(portal, clerk, 'new');
    expect(await beginJob(portal, clerk, 'new')).toBe(first);
    expect(await readOrderRow(clerk, first)).toBeUndefined();
  });

  test('录入信息 shows every field of the job, required ones marked', async () => {
    const html = await readPage(portal, clerk.client, `apply/form.jsp?orderNo=${await beginJob(portal, clerk, 'new')}`);
    expect(readSteps(html)).toEqual({ words: stepNames, current: 2 });
    for (const text of ['证书信息', '单位信息', '经办人信息', '统一社会信用代码', '法人姓名', '身份证号码'])
      expect(html).toContain(text);
    const { chipNumber, changeNote, ...others } = fieldNames[variant].form;
    for (const name of Object.values(others)) expect(html).toContain(`type="text" name="${name}"`);
    for (const name of [chipNumber, changeNote]) expect(html).not.toContain(`name="${name}"`);
    const change = await readPage(
      portal,
      clerk.client,
      `apply/form.jsp?orderNo=${await beginJob(portal, clerk, 'change')}`,
    );
    for (const name of [chipNumber, changeNote]) expect(change).toContain(`name="${name}"`);
  });

  test.each([
    ['agentName', '', '请输入经办人！'],
    ['creditCode', '91350100', '统一社会信用代码格式不正确！'],
    ['agentPhone', '1380000', '手机号码格式不正确！'],
    ['socialInsuranceNumber', '!', '社保号格式不正确！'],
    ['unitName', '别的公司', '证书信息与单位信息中的单位名称不一致！'],
  ])('录入信息 refuses %s "%s", and keeps what was typed', async (code, value, message) => {
    const orderNo = await beginJob(portal, clerk, 'new');
    const { text } = await sendForm(portal, clerk, orderNo, { ...exampleForm, [code]: value });
    expect(text).toContain(message);
    expect(readValue(text, fieldNames[variant].form.legalPersonName)).toBe('张明');
    expect(portal.readApplication(orderNo)?.isFormEntered).toBe(false);
  });

  test('an update or change needs a U盾 that the CA knows', async () => {
    const holder = await makeTokenHolder(portal);
    const orderNo = await beginJob(portal, clerk, 'change');
    const other = { ...exampleForm, socialInsuranceNumber: '70000001', creditCode: '91500000MA5U4K2X4T' };
    expect((await sendForm(portal, clerk, orderNo, other)).text).toContain('未查询到该单位的证书信息');
    const { location } = await sendForm(portal, clerk, orderNo, { ...other, chipNumber: holder.chipNumber });
    expect(location).toContain('apply/print.jsp');
    expect(portal.readApplication(orderNo)?.chipNumber).toBe(holder.chipNumber);
  });

  test.each([
    ['new', '☑ 证书申请'],
    ['reissue', '☑ 证书补办'],
  ])('打印申请表 of %s is filled in, and the agreement has to be ticked', async (type, operation) => {
    const orderNo = await beginJob(portal, clerk, type);
    await sendForm(portal, clerk, orderNo, exampleForm);
    const html = (await readPage(portal, clerk.client, `apply/print.jsp?orderNo=${orderNo}`)).replaceAll(
      '&#9745;',
      '☑',
    );
    expect(readSteps(html).current).toBe(3);
    for (const text of [
      '数字证书申请表',
      '(如已打印请忽略直接点击下一步)',
      '已阅读并遵守',
      '《数字证书服务协议》',
      exampleForm.unitName,
      exampleForm.creditCode,
      exampleForm.postalAddress,
      '项目名称: 重庆市网上社保项目-渝北',
      operation,
    ])
      expect(html).toContain(text);
    expect((await clerk.client.post('apply/agree.do', { orderNo })).text).toContain(
      '请阅读并同意《数字证书服务协议》！',
    );
    expect((await clerk.client.get(`apply/upload.jsp?orderNo=${orderNo}`)).location).toContain('apply/print.jsp');
    expect((await tickAgreement(portal, clerk, orderNo)).location).toContain('apply/upload.jsp');
    await sendForm(portal, clerk, orderNo, exampleForm);
    expect(portal.readApplication(orderNo)?.agreedAt).toBeUndefined();
  });

  test('no step can be left out', async () => {
    const orderNo = await beginJob(portal, clerk, 'new');
    expect((await clerk.client.get(`apply/print.jsp?orderNo=${orderNo}`)).location).toContain('apply/form.jsp');
    expect((await tickAgreement(portal, clerk, orderNo)).location).toContain('apply/form.jsp');
    expect(await uploadFiles(portal, clerk, orderNo, makeFiles(portal))).toBe('请先阅读并同意《数字证书服务协议》！');
    expect(await confirmUpload(clerk, orderNo)).toBe('2001');
    await sendForm(portal, clerk, orderNo, exampleForm);
    await tickAgreement(portal, clerk, orderNo);
    expect(await confirmUpload(clerk, orderNo)).toBe('2001');
    expect(portal.readApplication(orderNo)?.statusName).toBe('待提交');
  });

  test('nobody sees, fills in or submits the order of another account', async () => {
    const orderNo = await walkToLayer(portal, clerk, 'new', exampleForm);
    const other = await logInNewClerk(portal);
    for (const page of ['form', 'print', 'upload', 'review'])
      expect((await other.client.get(`apply/${page}.jsp?orderNo=${orderNo}`)).location).toBe(
        `${platformUrl}order/list.jsp`,
      );
    expect((await sendForm(portal, other, orderNo, exampleForm)).location).toBe(`${platformUrl}order/list.jsp`);
    expect(await uploadFiles(portal, other, orderNo, makeFiles(portal))).toBe('订单不存在');
    expect(await confirmUpload(other, orderNo)).toBe('2001');
    expect(await listOrders(other)).toEqual([]);
    expect(portal.readApplication(orderNo)?.statusName).toBe('待提交');
  });

  test('a session that ends in mid-way costs nothing but a login', async () => {
    const orderNo = await walkToLayer(portal, clerk, 'reissue', exampleForm);
    await portal.expireSessions(clerk.phone);
    expect(await confirmUpload(clerk, orderNo)).toBe('9001');
    await sendLogin(portal, clerk.client, clerk.phone);
    expect((await listOrders(clerk)).find((order) => order.orderNo === orderNo)?.statusName).toBe('待提交');
    expect(await confirmUpload(clerk, orderNo)).toBe('0');
  });
});
