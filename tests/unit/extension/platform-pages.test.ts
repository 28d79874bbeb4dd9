// The platform's pages, recognised as they are served, and what our features make of them.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ownAttribute } from '../../../extension/portal/change-page.ts';
import { type Feature, type FeatureTools, runFeatures } from '../../../extension/portal/define-feature.ts';
import { type DetectedPage, detectPage } from '../../../extension/portal/detect-page.ts';
import { disablePinBoxFeature } from '../../../extension/portal/features/disable-pin-box.ts';
import { keyTableMarksFeature } from '../../../extension/portal/features/key-table-marks.ts';
import { orderButtonsFeature } from '../../../extension/portal/features/order-buttons.ts';
import { reportClerkFeature } from '../../../extension/portal/features/report-clerk.ts';
import { reportOrdersFeature } from '../../../extension/portal/features/report-orders.ts';
import { runButtonFeature } from '../../../extension/portal/features/run-button.ts';
import type { PageKind } from '../../../extension/portal/page-kinds.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { exampleUnit } from '../../support/portal/units.ts';
import { useScratch } from '../portal/use-scratch.ts';
import { makeTools } from './support/feature-tools.ts';
import { openPlatformPages, type PlatformPages } from './support/platform-pages.ts';
import { variants } from './support/portal-page.ts';
import { useMessages } from './support/read-messages.ts';

vi.mock('../../../extension/portal/click-guard.ts', () => import('./support/trusting-guard.ts'));

const scratch = useScratch();

function isKind<K extends PageKind>(page: DetectedPage, kind: K): page is DetectedPage & DetectedPage<K> {
  return page.kind === kind;
}

describe.each(variants)('platform %s', (variant) => {
  let pages: PlatformPages;
  const openOperation = vi.fn(async () => undefined);

  beforeAll(async () => {
    pages = await openPlatformPages(variant, scratch);
  }, 60_000);
  afterAll(() => pages.close());
  beforeEach(() => {
    useMessages();
    openOperation.mockClear();
  });

  async function open<K extends PageKind>(path: string, kind: K) {
    const { document, url } = await pages.open(path);
    const { page } = detectPage(chongqingProfile, url, document);
    if (!page || !isKind(page, kind)) throw new Error(`${path} was not recognised as ${kind}`);
    return { document, page };
  }

  /** Runs the features; what they changed is taken back to the letter by `end`. */
  function run(document: Document, page: DetectedPage, features: Feature[], answers: Partial<FeatureTools> = {}) {
    const before = document.documentElement.outerHTML;
    const abort = new AbortController();
    runFeatures(features, page, makeTools(abort.signal, openOperation, answers), (id) => {
      throw new Error(`${id} failed`);
    });
    return {
      end: () => {
        abort.abort();
        expect(document.documentElement.outerHTML).toBe(before);
      },
    };
  }

  function click(host: Element | null | undefined, isTrusted = true): void {
    const button = host?.shadowRoot?.querySelector('button');
    const view = host?.ownerDocument.defaultView as Window & typeof globalThis;
    const event = new view.MouseEvent('click', { bubbles: true });
    Object.defineProperty(event, 'isTrusted', { value: isTrusted });
    button?.dispatchEvent(event);
  }

  it('reads 订单查询: every order with its state, reasons and tracking number', async () => {
    const { document, page } = await open('order/list.jsp', 'order-list');
    const reportOrders = vi.fn(async () => undefined);
    run(document, page, [reportOrdersFeature], { reportOrders }).end();
    const [[seen]] = reportOrders.mock.calls as unknown as [[Parameters<FeatureTools['reportOrders']>[0]]];
    const find = (orderNumber: string) => seen.find((order) => order.orderNumber === orderNumber);
    expect(seen).toHaveLength(4);
    expect(find(pages.orders.approved)).toMatchObject({
      kind: '证书变更',
      unitName: exampleUnit.unitName,
      state: '审核通过',
      reasons: [],
    });
    expect(find(pages.orders.approved)?.orderedAt).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(find(pages.orders.rejected)).toMatchObject({
      state: '审核不通过',
      reasons: [{ material: '签章取样表', reason: '公章不清晰，请重新盖章' }],
    });
    expect(find(pages.orders.posted)).toMatchObject({ state: '已邮寄', express: '邮政EMS：1234567890123' });
  });

  it('puts 更新证书 and 变更证书 beside 「下载」, and nowhere else', async () => {
    const { document, page } = await open('order/list.jsp', 'order-list');
    const { end } = run(document, page, [orderButtonsFeature]);
    const hosts = [...document.querySelectorAll(`[${ownAttribute}="order-button"]`)];
    const labels = hosts.map((host) => [host.getAttribute('data-order-number'), host.shadowRoot?.textContent]);
    expect(labels).toHaveLength(2);
    const find = (orderNumber: string) => hosts.find((host) => host.getAttribute('data-order-number') === orderNumber);
    expect(find(pages.orders.approved)?.shadowRoot?.querySelector('button')?.textContent).toBe('变更证书');
    expect(find(pages.orders.renewal)?.shadowRoot?.querySelector('button')?.textContent).toBe('更新证书');
    click(find(pages.orders.approved), false);
    expect(openOperation).not.toHaveBeenCalled();
    click(find(pages.orders.approved));
    expect(openOperation).toHaveBeenCalledExactlyOnceWith({
      operation: 'change',
      orderNumber: pages.orders.approved,
      agentName: '',
      agentPhone: '',
    });
    end();
  });

  it.each([
    ['approved', 'change', '变更证书'],
    ['renewal', 'renew', '更新证书'],
  ] as const)(
    "the download page of the order %s: our button in the dead one's place, the PIN box off",
    async (name, operation, label) => {
      const orderNumber = pages.orders[name];
      const { document, page } = await open(`order/download.jsp?orderNo=${orderNumber}`, 'order-download');
      const { end } = run(document, page, [runButtonFeature, disablePinBoxFeature]);
      const host = document.querySelector(`[${ownAttribute}="renew-button"]`);
      expect(page.fields.runButton.nextElementSibling).toBe(host);
      expect(host?.shadowRoot?.querySelector('button')?.textContent).toBe(label);
      expect(page.fields.pin?.hasAttribute('disabled')).toBe(true);
      click(host);
      expect(openOperation).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ operation, orderNumber }));
      end();
    },
  );

  it('tells that the clerk is logged in on the home page, and not on the login page', async () => {
    const reportClerk = vi.fn(async () => undefined);
    const { document, page } = await open('home.jsp', 'platform-home');
    run(document, page, [reportClerkFeature], { reportClerk }).end();
    expect(reportClerk).toHaveBeenCalledOnce();
    const login = await pages.open('');
    expect(detectPage(chongqingProfile, login.url, login.document).page).toBeUndefined();
  });

  describe('the 钥匙盘 table', () => {
    const usualRow = '社保网上申报用户专用';
    async function mark(answer: Awaited<ReturnType<FeatureTools['askKeyTable']>>) {
      const { document, page } = await open('apply/keys.jsp?type=change', 'key-table');
      const { end } = run(document, page, [keyTableMarksFeature], { askKeyTable: async () => answer });
      await new Promise((resolve) => setTimeout(resolve));
      const marks = [...document.querySelectorAll(`[${ownAttribute}="key-mark"]`)];
      const texts = marks.map((host) => host.shadowRoot?.querySelector('span')?.textContent);
      const styles = page.rows.keys.map(({ fields }) => fields.driverButton.getAttribute('style') ?? '');
      const row = marks[0]?.closest('tr')?.textContent ?? '';
      end();
      return { texts, styles, row };
    }

    it('marks the row that is plugged in, and leads to no driver', async () => {
      const { texts, styles, row } = await mark({ pluggedRow: usualRow, driverRows: [usualRow], usualRow });
      expect(texts).toEqual(['✓ 已插入的就是这种U盾，驱动正常']);
      expect(row).toContain(usualRow);
      expect(styles.some((style) => style.includes('outline'))).toBe(false);
    });

    it('leads to 下载驱动 of the usual row where the driver is missing', async () => {
      const { texts, styles } = await mark({ driverRows: [], usualRow });
      expect(texts).toEqual(['没有找到驱动，请先“下载驱动”并安装']);
      expect(styles.filter((style) => style.includes('outline'))).toHaveLength(1);
      expect(styles[0]).toContain('outline');
    });

    it('asks for the U盾 where its driver is there', async () => {
      expect((await mark({ driverRows: [usualRow], usualRow })).texts).toEqual(['驱动已安装，请插入U盾']);
    });

    it('stays as it is when the host cannot be asked', async () => {
      const { texts, styles } = await mark(undefined);
      expect(texts).toEqual([]);
      expect(styles.join('')).toBe('');
    });
  });
});
