// The bureau's 信息校验 in front of 证书新办, in both looks, and how its result reaches the platform.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Portal } from '../../portal/start-portal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { makeClerk as makeTokenHolder } from './openssl-clerk.ts';
import { type Clerk, exampleForm, logInNewClerk, password, readOrderNo, sendLogin } from './platform-clerk.ts';
import { fieldNames, openPlatformClient, variants } from './platform-client.ts';
import { readPage, readSteps, readValue, stepNames } from './read-platform-page.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

describe.each(variants)('信息校验, variant %s', (variant) => {
  let portal: Portal;
  let clerk: Clerk;
  beforeAll(async () => {
    portal = await startReadyPortal({ stateDir: scratch(variant), variant });
    clerk = await logInNewClerk(portal);
  });
  afterAll(() => portal.close());

  const url = 'http://rlsbj.cq.gov.cn/wyb/sbjf/';
  const names =
    variant === 'gbk' ? ['xmmc', 'cbqy', 'dwmc', 'sbh'] : ['projectName', 'areaCode', 'unitName', 'socialNo'];
  const check = (client: Clerk['client'], unitName: string, socialNo: string) => {
    const values = ['重庆市网上社保项目', '5006', unitName, socialNo];
    return client.post(`${url}zssl.do`, Object.fromEntries(names.map((name, index) => [name, values[index] ?? ''])));
  };

  test('leads over the login to a form with the unit filled in', async () => {
    const page = await readPage(portal, clerk.client, `${url}zssl.htm`);
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
    expect(readSteps(opened.text)).toEqual({ words: ['信息校验01', ...stepNames.slice(1)], current: 2 });
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
