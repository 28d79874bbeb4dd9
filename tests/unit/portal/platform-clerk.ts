// A clerk at the platform, for tests: an account, a login, and the steps of a job as the pages send them.
import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import type { Portal } from '../../portal/start-portal.ts';
import {
  type FormCode,
  fieldNames,
  openPlatformClient,
  type PageAnswer,
  type PlatformClient,
  type SentFile,
} from './platform-client.ts';

export const password = 'Sb-2026';

export interface Clerk {
  readonly phone: string;
  readonly client: PlatformClient;
}

export const makePhone = () => `138${String(randomInt(100_000_000)).padStart(8, '0')}`;

/** Fetches a picture, reads it as only a test can. */
export async function solveCaptcha(portal: Portal, client: PlatformClient): Promise<string> {
  const { contentType, text } = await client.get('captcha.do');
  expect(contentType).toBe('image/svg+xml');
  const digits = portal.readCaptcha(client.sessionId) ?? '';
  expect(digits).toMatch(/^\d{6}$/);
  expect(text).not.toContain(digits);
  return digits;
}

export async function sendLogin(
  portal: Portal,
  client: PlatformClient,
  phone: string,
  given = password,
): Promise<PageAnswer> {
  const names = fieldNames[portal.variant].account;
  const captcha = await solveCaptcha(portal, client);
  return client.post('login.do', { [names.phone]: phone, [names.password]: given, [names.captcha]: captcha });
}

/** Somebody with an account, logged in. */
export async function logInNewClerk(portal: Portal): Promise<Clerk> {
  const phone = makePhone();
  await portal.createAccount({ phone, password });
  const client = openPlatformClient(portal);
  const answer = await sendLogin(portal, client, phone);
  expect(answer.location).toBe('http://os.ezca.org:8001/easyca/netpay/main.jsp');
  return { phone, client };
}

export const exampleForm = {
  certificateUnitName: '重庆山城软件有限公司',
  socialInsuranceNumber: '50011200123',
  unitName: '重庆山城软件有限公司',
  creditCode: '91350100M000100Y43',
  legalPersonName: '张明',
  legalPersonIdNumber: '11010519491231002X',
  contactPhone: '13800000000',
  officePhone: '023-67000000',
  agentName: '李华',
  agentIdNumber: '11010519491231002X',
  agentPhone: '13800000000',
  agentEmail: 'lihua@example.com',
  postalAddress: '重庆 渝北区 金开大道160号',
} as const;

export type FormText = Partial<Record<FormCode, string>>;

export function sendForm(portal: Portal, { client }: Clerk, orderNo: string, form: FormText): Promise<PageAnswer> {
  const names = fieldNames[portal.variant].form;
  const named = Object.entries(form).map(([code, value]) => [names[code as FormCode], value]);
  return client.post('apply/form.do', { orderNo, ...Object.fromEntries(named) });
}

export function readOrderNo(answer: PageAnswer): string {
  return new URL(answer.location ?? 'http://nowhere/').searchParams.get('orderNo') ?? '';
}

/** Begins 新办 or 补办 at 项目选择 (重庆, 社保, 渝北), the others at row 1 of the 钥匙盘 table. */
export async function beginJob(portal: Portal, { client }: Clerk, type: string): Promise<string> {
  if (type === 'update' || type === 'change') return readOrderNo(await client.get(`apply/keys.do?type=${type}&key=1`));
  const ids = ['50', '5010', 'SB', 'SB5006'];
  const chosen = fieldNames[portal.variant].project.map((name, index) => [name, ids[index] ?? '']);
  return readOrderNo(await client.post('apply/project.do', { type, ...Object.fromEntries(chosen) }));
}

export function tickAgreement(portal: Portal, { client }: Clerk, orderNo: string): Promise<PageAnswer> {
  return client.post('apply/agree.do', { orderNo, [fieldNames[portal.variant].agreement]: '1' });
}

/** A file for each of the five fields; `change` replaces some by field index (0 to 4), undefined leaves one out. */
export function makeFiles(
  portal: Portal,
  change: Record<number, { fileName?: string; content?: Uint8Array } | undefined> = {},
): SentFile[] {
  return fieldNames[portal.variant].files.flatMap((field, index) => {
    if (index in change && change[index] === undefined) return [];
    const content = Buffer.from(`picture ${index}\r\n--not a boundary\r\n`);
    return [{ field, fileName: `扫描件${index + 1}.jpg`, content, ...change[index] }];
  });
}

/** What the upload page is told: empty when the files were taken. */
export async function uploadFiles(
  portal: Portal,
  { client }: Clerk,
  orderNo: string,
  files: readonly SentFile[],
): Promise<string> {
  const { text } = await client.upload('apply/upload.do', { orderNo }, files);
  if (portal.variant === 'gbk') return /<span id="result">(.*?)<\/span>/.exec(text)?.[1] ?? text;
  const { code, msg } = JSON.parse(text) as { code: string; msg: string };
  return code === '0' ? '' : msg;
}

/** What 确定 in the layer sends; resolves with the answer's code. */
export async function confirmUpload({ client }: Clerk, orderNo: string): Promise<string> {
  const { text } = await client.post('apply/submit.do', { orderNo });
  return (JSON.parse(text) as { code: string }).code;
}

/** All steps until the layer is on the screen. */
export async function walkToLayer(portal: Portal, clerk: Clerk, type: string, form: FormText): Promise<string> {
  const orderNo = await beginJob(portal, clerk, type);
  expect((await sendForm(portal, clerk, orderNo, form)).location).toContain(`apply/print.jsp?orderNo=${orderNo}`);
  expect((await tickAgreement(portal, clerk, orderNo)).location).toContain(`apply/upload.jsp?orderNo=${orderNo}`);
  expect(await uploadFiles(portal, clerk, orderNo, makeFiles(portal))).toBe('');
  return orderNo;
}

export interface ListedOrder {
  readonly orderNo: string;
  readonly typeName: string;
  readonly unitName: string;
  readonly projectName: string;
  readonly statusName: string;
  readonly reasons: readonly { readonly name: string; readonly reason: string }[];
  readonly expressNo: string;
  readonly url: string;
  readonly urlName: string;
}

/** The account's orders as `order/list.do` gives them. */
export async function listOrders({ client }: Clerk): Promise<ListedOrder[]> {
  const { text } = await client.get('order/list.do');
  return (JSON.parse(text) as { data: ListedOrder[] }).data;
}

/** The words of one order's row on the page 订单查询, tags left out and a blank around each; undefined when it has none. */
export async function readOrderRow({ client }: Clerk, orderNo: string): Promise<string | undefined> {
  const { text } = await client.get('order/list.jsp');
  const rows = text.match(/<tr class="order"[\s\S]*?<\/tr>|<li class="order-card"[\s\S]*?\n {4}<\/li>/g) ?? [];
  const row = rows.find((one) => one.includes(orderNo));
  return row && ` ${row.replace(/<[^>]+>/g, ' ')} `.replace(/\s+/g, ' ');
}
