// Orders of the platform at the order service: found by number, a subject told before the key is made, and 已下载 at the end.
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NameAttribute } from '../../../shared/certificate.ts';
import { runOpenssl } from '../../portal/ca/run-openssl.ts';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { askService } from './ask-site.ts';
import {
  downloadCertificates,
  followStatus,
  makeClerk,
  makeSubmission,
  submit,
  unit,
  verifyChain,
} from './openssl-clerk.ts';
import { changed, changedSubject, makeHolder, makeSubjectSubmission } from './order-holder.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();
const phone = '13800138000';
let portal: Portal;
beforeAll(async () => {
  portal = await startReadyPortal({ stateDir: scratch('state'), issueDelayMs: 30 });
  await portal.createAccount({ phone, password: '123456' });
});
afterAll(() => portal.close());

interface SubjectAnswer {
  readonly code: string;
  readonly data: { subject: NameAttribute[]; extensions: NameAttribute[]; certSerial: string; type: string };
}
const askSubject = async (orderNo: string) =>
  (await askService(portal.port, `subject.do?orderNo=${orderNo}`)) as unknown as SubjectAnswer;

const confirm = (requestId: string, certSerial: string) =>
  askService(portal.port, 'confirm.do', { requestId, certSerial });

describe('an approved change', () => {
  test('is found by its number, not by the quick channel', async () => {
    const holder = await makeClerk(portal);
    const form = await makeSubmission(portal, holder);
    await submit(portal, form);
    await followStatus(portal, form.requestId);
    const { chipNumber } = holder;
    const { orderNo } = await portal.placeOrder({ phone, kind: 'change', chipNumber, unit: changed });
    expect((await askService(portal.port, `order.do?orderNo=${orderNo}`)).code).toBe('1004');
    await portal.review(orderNo, { decision: 'approve' });
    expect((await askService(portal.port, `order.do?chipNo=${chipNumber}`)).msg).toBe('不存在该芯片号订单');
    expect((await askService(portal.port, `order.do?orderNo=${orderNo}`)).data).toEqual({
      orderNo,
      chipNo: chipNumber,
      type: 'change',
      unitName: changed.unitName,
      certSerial: new X509Certificate(portal.readRequest(form.requestId)?.certificatePem ?? '').serialNumber,
    });
  });

  test('tells field by field what will be issued', async () => {
    const holder = await makeHolder(portal, phone, 'change');
    const { data } = await askSubject(holder.orderNo);
    expect(data.subject).toEqual(changedSubject);
    expect(data.extensions).toEqual([
      { type: '1.2.156.10260.4.1.4', value: changed.creditCode },
      { type: '1.2.86.21.1.4', value: changed.socialInsuranceNumber },
    ]);
    expect(data).toMatchObject({ type: 'change', orderNo: holder.orderNo, chipNo: holder.chipNumber });
    expect((await askSubject('BG0')).code).toBe('1004');
  });

  test('ends with a certificate that says what was told, on record for the U盾, and 已下载', async () => {
    const holder = await makeHolder(portal, phone, 'change', 300);
    const form = await makeSubjectSubmission(portal, holder, (await askSubject(holder.orderNo)).data.subject);
    expect(await submit(portal, form)).toMatchObject({ code: '0', data: { orderNo: holder.orderNo } });
    expect((await confirm(form.requestId, '1')).msg).toBe('证书尚未签发');
    expect((await followStatus(portal, form.requestId)).at(-1)?.data?.state).toBe('issued');
    const certificates = await downloadCertificates(portal, form.requestId);
    expect(certificates).toHaveLength(3);
    expect(await verifyChain(portal, certificates)).toBe('leaf: OK');
    const print = ['x509', '-noout', '-subject', '-ext', '1.2.156.10260.4.1.4', '-nameopt', 'utf8,sep_multiline,sname'];
    const text = (await runOpenssl(print, Buffer.from(certificates[0] ?? ''))).toString();
    const names: Record<string, string> = { STREET: 'street', SERIALNUMBER: 'serialNumber' };
    const lines = changedSubject.map(({ type, value }) => `    ${names[type] ?? type}=${value}`);
    expect(text).toContain(`subject=\n${lines.join('\n')}\n`);
    expect(portal.readApplication(holder.orderNo)?.statusName).toBe('审核通过');

    const { serialNumber } = new X509Certificate(certificates[0] ?? '');
    expect((await confirm(form.requestId, '12ab')).msg).toBe('证书序列号与订单不一致');
    expect((await confirm('unknown', serialNumber)).code).toBe('1006');
    for (const written of [serialNumber, `00${serialNumber.toLowerCase()}`])
      expect(await confirm(form.requestId, written)).toMatchObject({ code: '0', data: { orderNo: holder.orderNo } });
    expect(portal.readApplication(holder.orderNo)?.statusName).toBe('已下载');
    expect(portal.readApplication(holder.orderNo)?.history.at(-1)?.state).toBe('downloaded');

    // The quick channel's order that was open beside it is now vouched for by the new certificate.
    const quick = await askService(portal.port, `order.do?chipNo=${holder.chipNumber}`);
    expect(quick.data?.certSerial).toBe(serialNumber);
  });

  test.each<[string, (subject: NameAttribute[]) => NameAttribute[]]>([
    ['another name', (all) => all.map((one) => (one.type === 'O' ? { ...one, value: '别的公司' } : one))],
    ['one attribute less', (all) => all.slice(0, -1)],
    ['one attribute more', (all) => [...all, { type: 'OU', value: 'x' }]],
    ['the old subject', (all) => all.filter(({ type }) => type === 'C' || type === 'ST')],
  ])('refuses a request with %s', async (_, spoil) => {
    const holder = await makeHolder(portal, phone, 'change');
    const form = await makeSubjectSubmission(portal, holder, spoil(changedSubject));
    expect(await submit(portal, form)).toEqual({ code: '2001', msg: '证书请求的主题与订单信息不一致' });
    const right = await makeSubjectSubmission(portal, holder, changedSubject.toReversed(), form.requestId);
    expect((await submit(portal, right)).code).toBe('0');
  });
});

describe('an approved update', () => {
  test('is served by its number and by the chip, for the unit on record, and ends 已下载', async () => {
    const holder = await makeClerk(portal);
    const first = await makeSubmission(portal, holder);
    await submit(portal, first);
    await followStatus(portal, first.requestId);
    // What is on record now has 365 days to go: not yet time for an update.
    const { orderNo: tooEarly } = await portal.placeOrder({
      phone,
      kind: 'update',
      chipNumber: holder.chipNumber,
      unit: changed,
    });
    await portal.review(tooEarly, { decision: 'approve' });
    const early = await submit(portal, await makeSubmission(portal, { ...holder, orderNo: tooEarly }));
    expect(early.msg).toBe('证书不在可更新的期限内');

    const { chipNumber, oldCertificatePem, oldKey, orderNo } = await makeHolder(portal, phone, 'update');
    const { data } = await askSubject(orderNo);
    expect(data.subject.find(({ type }) => type === 'O')?.value).toBe(unit.unitName);
    const form = await makeSubmission(portal, { chipNumber, oldCertificatePem, oldKey, orderNo });
    expect((await submit(portal, form)).code).toBe('0');
    await followStatus(portal, form.requestId);
    const [leaf = ''] = await downloadCertificates(portal, form.requestId);
    expect(new X509Certificate(leaf).subject).toBe(new X509Certificate(oldCertificatePem).subject);
    await confirm(form.requestId, new X509Certificate(leaf).serialNumber);
    expect(portal.readApplication(orderNo)?.statusName).toBe('已下载');
  });
});

test('a wrong subject can be issued for a change, to be refused by the client', async () => {
  const holder = await makeHolder(portal, phone, 'change');
  const form = await makeSubjectSubmission(portal, holder, changedSubject);
  await submit(portal, form);
  await followStatus(portal, form.requestId);
  portal.setFault({ kind: 'wrongSubject', count: 1 });
  const [wrong = ''] = await downloadCertificates(portal, form.requestId);
  expect(new X509Certificate(wrong).subject).toContain('成都另一家有限公司');
  const [right = ''] = await downloadCertificates(portal, form.requestId);
  expect(new X509Certificate(right).subject).toContain(changed.address);
});
