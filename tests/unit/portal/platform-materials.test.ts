// Step 上传资料, in both looks: what the server refuses and keeps, and that only 确定 submits the order.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
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
  tickAgreement,
  uploadFiles,
} from './platform-clerk.ts';
import { fieldNames, variants } from './platform-client.ts';
import { readPage, readSteps } from './read-platform-page.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();
const materialNames = ['数字证书申请表', '签章取样表', '工商营业执照', '法人身份证', '经办人身份证'];

describe.each(variants)('上传资料, variant %s', (variant) => {
  let portal: Portal;
  let clerk: Clerk;
  let orderNo: string;
  beforeAll(async () => {
    portal = await startReadyPortal({ stateDir: scratch(variant), variant });
    clerk = await logInNewClerk(portal);
    orderNo = await beginJob(portal, clerk, 'new');
    await sendForm(portal, clerk, orderNo, exampleForm);
    await tickAgreement(portal, clerk, orderNo);
  });
  afterAll(() => portal.close());

  test('has five fields with the note of the manual', async () => {
    const html = await readPage(portal, clerk.client, `apply/upload.jsp?orderNo=${orderNo}`);
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
    expect((await readPage(portal, clerk.client, 'order/list.jsp')).includes('资料待审核')).toBe(false);
    expect((await listOrders(clerk))[0]).toMatchObject({ orderNo, statusName: '待提交', urlName: '继续办理' });
    await expect(portal.review(orderNo, { decision: 'approve' })).rejects.toThrow('draft');
    // The page again, nothing chosen: all five are there, and the layer comes.
    const html = await readPage(portal, clerk.client, `apply/upload.jsp?orderNo=${orderNo}`);
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
