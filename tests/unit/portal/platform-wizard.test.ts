// The five steps of the platform's jobs, in both looks: what each asks for, what it refuses, and that only 确定 submits.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Portal, startPortal } from '../../portal/start-portal.ts';
import { makeClerk as makeTokenHolder } from './openssl-clerk.ts';
import {
  beginJob,
  type Clerk,
  confirmUpload,
  exampleForm,
  listOrders,
  logInNewClerk,
  makeFiles,
  password,
  readOrderNo,
  readOrderRow,
  sendForm,
  sendLogin,
  tickAgreement,
  uploadFiles,
  walkToLayer,
} from './platform-clerk.ts';
import { fieldNames, openPlatformClient, platformUrl, variants } from './platform-client.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();
const materialNames = ['数字证书申请表', '签章取样表', '工商营业执照', '法人身份证', '经办人身份证'];

describe.each(variants)('the wizard, variant %s', (variant) => {
  let portal: Portal;
  let clerk: Clerk;
  beforeAll(async () => {
    portal = await startPortal({ stateDir: scratch(variant), variant });
    clerk = await logInNewClerk(portal);
  });
  afterAll(() => portal.close());

  const readPage = async (path: string) => {
    const { status, contentType, text, body } = await clerk.client.get(path);
    expect(status).toBe(200);
    expect(contentType).toBe(variant === 'gbk' ? 'text/html; charset=GBK' : 'text/html; charset=UTF-8');
    expect(body.equals(iconv.encode(text, variant === 'gbk' ? 'GBK' : 'UTF-8'))).toBe(true);
    return text;
  };
  /** Names of the step bar, and the number of the current step. */
  const readSteps = (html: string) => {
    const bar = /<table id="stepBar"[\s\S]*?<\/table>|<ol class="step-nav[\s\S]*?<\/ol>/.exec(html)?.[0] ?? '';
    const steps = [...bar.matchAll(/<(?:td|li)([^>]*)>(.*?)<\/(?:td|li)>/g)];
    const words = steps.map(([, , inside = '']) => inside.replace(/<[^>]+>/g, ''));
    return { words, current: steps.findIndex(([, attributes = '']) => /class="(on|cur)"/.test(attributes)) + 1 };
  };
  const steps = ['项目选择01', '录入信息02', '打印申请表03', '上传资料04', '审核05'];
  const readValue = (html: string, name: string) => new RegExp(`name="${name}"[^>]*? value="([^"]*)"`).exec(html)?.[1];

  test.each(['new', 'reissue'])('项目选择 of %s asks for the four parts of a project', async (type) => {
    const html = await readPage(`apply/project.jsp?type=${type}`);
    expect(readSteps(html)).toEqual({ words: steps, current: 1 });
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
    const html = await readPage(`apply/keys.jsp?type=${type}`);
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
    const html = await readPage(`apply/form.jsp?orderNo=${await beginJob(portal, clerk, 'new')}`);
    expect(readSteps(html)).toEqual({ words: steps, current: 2 });
    for (const text of ['证书信息', '单位信息', '经办人信息', '统一社会信用代码', '法人姓名', '身份证号码'])
      expect(html).toContain(text);
    const { chipNumber, changeNote, ...others } = fieldNames[variant].form;
    for (const name of Object.values(others)) expect(html).toContain(`type="text" name="${name}"`);
    for (const name of [chipNumber, changeNote]) expect(html).not.toContain(`name="${name}"`);
    const change = await readPage(`apply/form.jsp?orderNo=${await beginJob(portal, clerk, 'change')}`);
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
    const html = (await readPage(`apply/print.jsp?orderNo=${orderNo}`)).replaceAll('&#9745;', '☑');
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

  describe('上传资料', () => {
    let orderNo: string;
    beforeAll(async () => {
      orderNo = await beginJob(portal, clerk, 'new');
      await sendForm(portal, clerk, orderNo, exampleForm);
      await tickAgreement(portal, clerk, orderNo);
    });

    test('has five fields with the note of the manual', async () => {
      const html = await readPage(`apply/upload.jsp?orderNo=${orderNo}`);
      expect(readSteps(html).current).toBe(4);
      expect(html.match(/<input type="file"/g)).toHaveLength(5);
      for (const [index, field] of fieldNames[variant].files.entries()) {
        expect(html).toContain(`<input type="file" name="${field}"`);
        expect(html).toContain(materialNames[index]);
      }
      expect(html.match(/支持\.jpg\.jpeg\.bmp\.gif\.png格式,图片大小不超过3M\(3072KB\)/g)).toHaveLength(5);
      expect(html).toContain('资料上传成功, 等待审核...');
    });

    test.each([
      ['a PDF', { fileName: '申请表.pdf' }, '工商营业执照：支持.jpg.jpeg.bmp.gif.png格式'],
      ['a name without ending', { fileName: 'jpg' }, '工商营业执照：支持.jpg.jpeg.bmp.gif.png格式'],
      ['an HEIC', { fileName: 'a.jpg.heic' }, '工商营业执照：支持.jpg.jpeg.bmp.gif.png格式'],
      [
        'one octet more than 3072 KB',
        { content: Buffer.alloc(3072 * 1024 + 1) },
        '工商营业执照：图片大小不超过3M(3072KB)',
      ],
      ['50 MB', { content: Buffer.alloc(50 * 1024 * 1024) }, '工商营业执照：图片大小不超过3M(3072KB)'],
      ['nothing', { content: Buffer.alloc(0) }, '工商营业执照：文件内容为空'],
      ['no file', undefined, '请上传工商营业执照'],
      ['an empty field', { fileName: '', content: Buffer.alloc(0) }, '请上传工商营业执照'],
    ])('refuses %s, and takes none of the others', async (_, file, message) => {
      expect(await uploadFiles(portal, clerk, orderNo, makeFiles(portal, { 2: file }))).toBe(message);
      expect(portal.readApplication(orderNo)?.materials).toEqual({});
    });

    test('takes the five formats and 3072 KB, octet for octet', async () => {
      const large = Buffer.alloc(3072 * 1024, 0x0d);
      const names = ['甲.JPG', '乙.jpeg', '丙.bmp', '丁.gif', '戊.png'];
      const change = Object.fromEntries(names.map((fileName, index) => [index, { fileName }]));
      const files = makeFiles(portal, { ...change, 4: { fileName: '戊.png', content: large } });
      expect(await uploadFiles(portal, clerk, orderNo, files)).toBe('');
      const { materials = {} } = portal.readApplication(orderNo) ?? {};
      const codes = ['applicationForm', 'sealSample', 'businessLicence', 'legalPersonId', 'agentId'] as const;
      for (const [index, code] of codes.entries()) {
        const { fileName, storedAs = '' } = materials[code] ?? {};
        expect(fileName).toBe(names[index]);
        const stored = readFileSync(join(portal.stateDir, 'platform', 'uploads', storedAs));
        expect(stored.equals(Buffer.from(files[index]?.content ?? []))).toBe(true);
      }
    });

    test('leaves the order 待提交 until 确定 is clicked', async () => {
      expect(await uploadFiles(portal, clerk, orderNo, makeFiles(portal))).toBe('');
      expect(await readOrderRow(clerk, orderNo)).toContain(' 待提交 ');
      expect((await readPage('order/list.jsp')).includes('资料待审核')).toBe(false);
      expect((await listOrders(clerk))[0]).toMatchObject({ orderNo, statusName: '待提交', urlName: '继续办理' });
      await expect(portal.review(orderNo, { decision: 'approve' })).rejects.toThrow('draft');
      // The page again, nothing chosen: all five are there, and the layer comes.
      const html = await readPage(`apply/upload.jsp?orderNo=${orderNo}`);
      expect(html.match(/已上传：扫描件\d\.jpg/g)).toHaveLength(5);
      expect(await uploadFiles(portal, clerk, orderNo, [])).toBe('');
      expect(await confirmUpload(clerk, orderNo)).toBe('0');
      expect(await confirmUpload(clerk, orderNo)).toBe('0');
      expect(await readOrderRow(clerk, orderNo)).toContain(' 资料待审核 ');
      expect(portal.readApplication(orderNo)?.history.map(({ state }) => state)).toEqual(['draft', 'submitted']);
      expect(await uploadFiles(portal, clerk, orderNo, makeFiles(portal))).toBe('订单状态不正确');
      const review = await clerk.client.get(`apply/upload.jsp?orderNo=${orderNo}`);
      expect(review.location).toContain(`apply/review.jsp?orderNo=${orderNo}`);
      expect(readSteps((await clerk.client.follow(review)).text).current).toBe(5);
    });
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

  describe("the bureau's 信息校验", () => {
    const url = 'http://rlsbj.cq.gov.cn/wyb/sbjf/';
    const names =
      variant === 'gbk' ? ['xmmc', 'cbqy', 'dwmc', 'sbh'] : ['projectName', 'areaCode', 'unitName', 'socialNo'];
    const check = (client: Clerk['client'], unitName: string, socialNo: string) => {
      const values = ['重庆市网上社保项目', '5006', unitName, socialNo];
      return client.post(`${url}zssl.do`, Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])));
    };

    test('leads over the login to a form with the unit filled in', async () => {
      const page = await readPage(`${url}zssl.htm`);
      for (const text of ['信息校验', '项目名称', '参保区域', '单位名称', '社保号', '下一步'])
        expect(page).toContain(text);
      const { phone } = await logInNewClerk(portal);
      const client = openPlatformClient(portal);
      const login = await client.follow(await check(client, '重庆江边餐饮有限公司', '50019900001'));
      expect(login.text).toContain('用户登录');
      const main = await client.follow(await sendLogin(portal, client, phone, password));
      const start = variant === 'gbk' ? /<frame src="([^"]+)" name="mainFrame"/.exec(main.text)?.[1] : undefined;
      const opened = start === undefined ? main : await client.follow(await client.get(start));
      const { form } = fieldNames[variant];
      for (const name of [form.certificateUnitName, form.unitName])
        expect(readValue(opened.text, name)).toBe('重庆江边餐饮有限公司');
      expect(readValue(opened.text, form.socialInsuranceNumber)).toBe('50019900001');
      expect(readSteps(opened.text)).toEqual({ words: ['信息校验01', ...steps.slice(1)], current: 2 });
      const [begun] = portal.listApplications(phone);
      expect(begun).toMatchObject({ kind: 'new', isChecked: true, project: { subProject: '重庆市网上社保项目-渝北' } });
      // The ticket is used up: the next login comes to the home page.
      expect(readOrderNo(await client.get('apply/checked.do'))).toBe('');
    });

    test('refuses a unit whose 社保号 belongs to another name', async () => {
      await makeTokenHolder(portal);
      const { text, location } = await check(clerk.client, '别的公司', exampleForm.socialInsuranceNumber);
      expect(location).toBeUndefined();
      expect(text).toContain('单位名称与社保号不一致，请核对！');
      expect(text).toContain('value="别的公司"');
      expect((await check(clerk.client, '公司', '!')).text).toContain('社保号格式不正确！');
      expect((await check(clerk.client, '', '50011')).text).toContain('请输入单位名称！');
    });
  });
});
