// What a clerk does on the CA's self-service platform, page by page, in either look of the site.

import type { ElementHandle, Frame, Page } from 'puppeteer';
import { type FieldCode, formFields } from '../../portal/platform/words/form-fields.ts';
import { type MaterialCode, materialCodes, materials } from '../../portal/platform/words/materials.ts';
import type { Portal } from '../../portal/start-portal.ts';
import { chooseUnit } from '../browser/choose-unit.ts';
import { findNow } from '../browser/clerk.ts';
import { listCheckFrames } from '../browser/material-clerk.ts';
import { pressOwn } from '../browser/press-own.ts';
import { logIn } from './platform-visit.ts';

const waitMs = 20_000;

/** Selectors that differ between the two looks; each names one thing a clerk sees. */
const looks = {
  gbk: {
    home: '#bizMenu',
    ordersLink: '#lnkOrder, #lnkDdcx',
    projectSelects: ['#xmqy', '#xmpt', '#xmdl', '#zxm'],
    next: '#btnNext',
    form: 'form[name=frmInfo]',
    agree: '#chkXy',
    sheet: '#tblSqb',
    upload: '#tblUp',
    uploadButton: '#btnUp',
    layer: '#xubox_layer1',
    layerOk: '#xubox_layer1 a.xubox_yes',
    orderTable: '#tblOrder',
    orderRow: (orderNo: string) => `tr[id="row_${orderNo}"]`,
    orderState: 'td.zt > span',
    keyTable: '#tblKey',
    keyButton: '#tblKey tr.key input[type=button]',
  },
  frames: {
    home: 'ul.biz-list',
    ordersLink: 'a.nav-orders',
    projectSelects: ['[name=regionId]', '[name=platformId]', '[name=categoryId]', '[name=subProjectId]'],
    next: 'a.btn-next',
    form: 'form[name=infoForm]',
    agree: 'input[name=agree]',
    sheet: '.apply-sheet',
    upload: '.upload-item',
    uploadButton: 'a.btn-submit',
    layer: '#layui-layer1',
    layerOk: '#layui-layer1 a.layui-layer-btn0',
    orderTable: 'ul.order-list',
    orderRow: (orderNo: string) => `li[data-order-no="${orderNo}"]`,
    orderState: '.order-state',
    keyTable: 'table.key-table',
    keyButton: 'a.btn-change',
  },
} as const;

export type Job = '证书新办' | '证书更新' | '证书变更' | '证书补办';

export interface PlatformClerk {
  logIn(): Promise<void>;
  /** Chooses a job on the home page, its project or 钥匙盘, and comes to 录入信息. */
  begin(job: Job): Promise<void>;
  /** Types into the fields of 录入信息; those not named stay as they are. */
  fillForm(values: Partial<Record<FieldCode, string>>): Promise<void>;
  /** Clicks 用单位资料填写 in our bar; then types only what the bar could not know. */
  fillByAssistant(rest: Partial<Record<FieldCode, string>>): Promise<void>;
  /** 下一步 on the page now shown, and waits for what comes. */
  goOn(to: 'print' | 'upload'): Promise<void>;
  /** Ticks 已阅读并遵守. */
  agree(): Promise<void>;
  /** Chooses a file for each material, or for some, in the page's own fields. */
  chooseFiles(files: Partial<Record<MaterialCode, string>>): Promise<void>;
  /** Sends the files and waits for 「资料上传成功, 等待审核...」. */
  upload(): Promise<void>;
  /** The 确定 that must be clicked. */
  confirm(): Promise<void>;
  openOrders(): Promise<Frame>;
  /** What 订单查询 says of the order. */
  readState(orderNo: string): Promise<string>;
  /** Clicks a link in the order's row: 下载, 重新上传, 继续办理. */
  clickInOrder(orderNo: string, text: string): Promise<void>;
  /** The frame in which something is, once it is there. */
  frameWith(selector: string): Promise<Frame>;
}

export function createPlatformClerk(page: Page, portal: Portal): PlatformClerk {
  const look = looks[portal.variant];

  const frameWith = async (selector: string): Promise<Frame> => {
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      for (const frame of page.frames()) {
        const found = await findNow(frame, selector);
        if (found && (await found.isVisible().catch(() => false))) return frame;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(
      `${selector} has not appeared; open: ${page
        .frames()
        .map((frame) => frame.url())
        .join(' ')}`,
    );
  };
  const element = async (selector: string): Promise<ElementHandle> => {
    const found = await (await frameWith(selector)).$(selector);
    if (!found) throw new Error(`${selector} went away`);
    return found;
  };
  /** Waits until the thing stands still: frames of checks change their height, and a person would not click then either. */
  const click = async (selector: string) => {
    const target = await element(selector);
    await target.scrollIntoView();
    let before = await target.boundingBox();
    for (let tries = 0; tries < 40; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const now = await target.boundingBox();
      if (now && before && now.x === before.x && now.y === before.y) break;
      before = now;
    }
    await target.click();
  };
  const type = async (selector: string, text: string) => {
    const field = await element(selector);
    await field.evaluate((node) => {
      (node as HTMLInputElement).value = '';
    });
    await field.type(text);
  };

  /** The assistant takes each file to its check, in a frame beside the field, and gives it back when it is good. */
  const waitForAccepted = async (count: number) => {
    const deadline = Date.now() + waitMs;
    while (Date.now() < deadline) {
      const checks = await listCheckFrames(page);
      const accepted = await Promise.all(checks.map((frame) => findNow(frame, '[data-testid="material-accepted"]')));
      if (accepted.filter((found) => found !== null).length >= count) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`fewer than ${count} materials were accepted`);
  };

  const fillForm: PlatformClerk['fillForm'] = async (values) => {
    for (const [code, text] of Object.entries(values)) {
      const name = formFields[code as FieldCode].names[portal.variant];
      await type(`${look.form} [name=${name}]`, text);
    }
  };

  return {
    frameWith,
    fillForm,
    async fillByAssistant(rest) {
      const bar = '[data-shebao-assistant="fill-wizard"]';
      const frame = await frameWith(bar);
      await pressOwn(frame, bar);
      await chooseUnit(page.browser());
      const name = formFields.unitName.names[portal.variant];
      await frame.waitForFunction(
        (selector) => document.querySelector<HTMLInputElement>(selector)?.value !== '',
        { timeout: waitMs },
        `${look.form} [name=${name}]`,
      );
      await fillForm(rest);
    },
    async logIn() {
      await logIn(page, portal);
      await frameWith(look.home);
    },
    async begin(job) {
      await click(`${look.home} a ::-p-text(${job})`);
      if (job === '证书新办' || job === '证书补办') {
        // Each list is filled when the one before is chosen; the last has the area of the manual's example.
        const wanted = ['重庆', '重庆市社会保险网上经办平台', '社保', '渝北'];
        for (const [index, selector] of look.projectSelects.entries()) {
          const list = await element(selector);
          const value = await list.evaluate(
            (node, text) =>
              [...(node as HTMLSelectElement).options].find((option) => option.text.includes(text))?.value ?? '',
            wanted[index] ?? '',
          );
          await list.select(value);
        }
        await click(look.next);
      } else {
        await frameWith(look.keyTable);
        await click(look.keyButton);
      }
      await frameWith(look.form);
    },
    async goOn(to) {
      await click(look.next);
      await frameWith(to === 'print' ? look.sheet : look.upload);
    },
    agree: () => click(look.agree),
    async chooseFiles(files) {
      const frame = await frameWith(look.upload);
      let chosen = 0;
      for (const code of materialCodes) {
        const path = files[code];
        if (path === undefined) continue;
        const field = await frame.$(`input[type=file][name=${materials[code].fieldNames[portal.variant]}]`);
        if (!field) throw new Error(`no field for ${materials[code].name}`);
        await (field as ElementHandle<HTMLInputElement>).uploadFile(path);
        chosen += 1;
        await waitForAccepted(chosen);
        await frame.waitForFunction(
          (input) => (input as HTMLInputElement).files?.length === 1,
          { timeout: waitMs },
          field,
        );
      }
    },
    async upload() {
      // By the keyboard: headless Chromium routes a mouse click by what it painted last, and below five frames of
      // another process that have just changed their height that is now and then the wrong one.
      await (await element(look.uploadButton)).press('Enter');
      await frameWith(look.layer);
    },
    async confirm() {
      await click(look.layerOk);
      await frameWith(look.orderTable);
    },
    async openOrders() {
      // The list may be what is shown already, as it was.
      for (const frame of page.frames())
        await frame.evaluate(() => document.documentElement.setAttribute('data-left', '')).catch(() => undefined);
      await click(look.ordersLink);
      return frameWith(`:root:not([data-left]) :is(${look.orderTable})`);
    },
    async readState(orderNo) {
      const frame = await frameWith(look.orderRow(orderNo));
      return frame.$eval(`${look.orderRow(orderNo)} ${look.orderState}`, (node) => node.textContent?.trim() ?? '');
    },
    clickInOrder: (orderNo, text) => click(`${look.orderRow(orderNo)} a ::-p-text(${text})`),
  };
}
