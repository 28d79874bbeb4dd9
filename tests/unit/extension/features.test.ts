// What features do to a page, and that aborting takes every trace away.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { insertAfterUntil, ownAttribute } from '../../../extension/portal/change-page.ts';
import { defineFeature, runFeatures } from '../../../extension/portal/define-feature.ts';
import { type DetectedPage, detectPage } from '../../../extension/portal/detect-page.ts';
import { compatNoteFeature } from '../../../extension/portal/features/compat-note.ts';
import { disablePinBoxFeature } from '../../../extension/portal/features/disable-pin-box.ts';
import { runButtonFeature } from '../../../extension/portal/features/run-button.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { makeTools } from './support/feature-tools.ts';
import { openPage, pageUrl, variants } from './support/portal-page.ts';
import { useMessages } from './support/read-messages.ts';

const fail = (id: string) => {
  throw new Error(`${id} failed`);
};

vi.mock('../../../extension/portal/click-guard.ts', () => import('./support/trusting-guard.ts'));

const features = [runButtonFeature, disablePinBoxFeature, compatNoteFeature];

describe.each(variants)('features on the %s page', (variant) => {
  let document: Document;
  let page: DetectedPage<'quick-renew'>;
  let abort: AbortController;
  const openOperation = vi.fn(() => Promise.resolve());

  beforeEach(async () => {
    useMessages();
    openOperation.mockClear();
    document = await openPage(variant);
    const detected = detectPage(chongqingProfile, pageUrl(variant), document).page;
    if (detected?.kind !== 'quick-renew') throw new Error('page not recognised');
    page = detected;
    abort = new AbortController();
  });

  const start = () => runFeatures(features, page, makeTools(abort.signal, openOperation), fail);
  const ownElement = (id: string) => document.querySelector(`[${ownAttribute}="${id}"]`);
  const ownButton = () => ownElement('renew-button')?.shadowRoot?.querySelector('button');

  function click(isTrusted: boolean): void {
    const event = new (document.defaultView as Window & typeof globalThis).MouseEvent('click', { bubbles: true });
    Object.defineProperty(event, 'isTrusted', { value: isTrusted });
    ownButton()?.dispatchEvent(event);
  }

  it('leave the document to the letter as it was when aborted', () => {
    const before = document.documentElement.outerHTML;
    start();
    expect(document.documentElement.outerHTML).not.toBe(before);
    abort.abort();
    expect(document.documentElement.outerHTML).toBe(before);
  });

  it('put our button right behind the dead one, which is hidden', () => {
    start();
    expect(page.fields.runButton.nextElementSibling).toBe(ownElement('renew-button'));
    expect(page.fields.runButton.getAttribute('style')).toContain('display: none !important');
    expect(ownButton()?.textContent).toBe('更新证书');
    expect(ownButton()?.type).toBe('button');
  });

  it('hand over name and phone on a trusted click', () => {
    start();
    (page.fields.agentName as HTMLInputElement).value = ' 张三丰 ';
    (page.fields.agentPhone as HTMLInputElement).value = '13812345678';
    click(true);
    expect(openOperation).toHaveBeenCalledExactlyOnceWith({
      operation: 'renew',
      agentName: '张三丰',
      agentPhone: '13812345678',
    });
  });

  it('do nothing on a click that a script made', () => {
    start();
    click(false);
    expect(openOperation).not.toHaveBeenCalled();
  });

  it('empty and disable the PIN box and take 验证 out of use', () => {
    (page.fields.pin as HTMLInputElement).value = '12345678';
    start();
    expect((page.fields.pin as HTMLInputElement).value).toBe('');
    expect(page.fields.pin?.hasAttribute('disabled')).toBe(true);
    expect(page.fields.verifyButton?.hasAttribute('inert')).toBe(true);
    expect(ownElement('pin-note')?.shadowRoot?.textContent).toContain('PIN码请在证书助手的窗口中输入');
    abort.abort();
    expect((page.fields.pin as HTMLInputElement).value).toBe('');
  });

  it('say that no compatibility mode is needed', () => {
    start();
    expect(ownElement('compat-note')?.shadowRoot?.textContent).toContain('无需兼容模式');
  });

  describe('of which one throws', () => {
    const error = new Error('broken');
    /** Puts something on the page first, as a feature does that breaks half-way. */
    const defineBroken = (init: Parameters<typeof defineFeature<'quick-renew'>>[0]['init']) =>
      defineFeature({
        id: 'broken',
        kinds: ['quick-renew'],
        init(given, tools) {
          const note = document.createElement('p');
          insertAfterUntil(tools.signal, given.fields.runButton, 'broken', '', note);
          return init(given, tools);
        },
      });
    const broken = {
      'at once': defineBroken(() => {
        throw error;
      }),
      'by a promise': defineBroken(() => Promise.reject(error)),
    };

    it.each(['at once', 'by a promise'] as const)(
      '%s: takes it away, starts the others, tells its id',
      async (when) => {
        const reportFailure = vi.fn();
        const tools = makeTools(abort.signal, openOperation);
        runFeatures([broken[when], ...features], page, tools, reportFailure);
        await vi.waitFor(() => expect(reportFailure).toHaveBeenCalledExactlyOnceWith('broken'));
        expect(ownElement('broken')).toBeNull();
        expect(ownButton()?.textContent).toBe('更新证书');
        expect(page.fields.pin?.hasAttribute('disabled')).toBe(true);
      },
    );

    it('later: leaves it, and tells its id once', async () => {
      const reportFailure = vi.fn();
      let runLater: (() => void)[] = [];
      const feature = defineBroken((_, { later }) => {
        const throwing = later(() => {
          throw error;
        });
        runLater = [throwing, later(() => Promise.reject(error)), throwing];
      });
      runFeatures([feature], page, makeTools(abort.signal, openOperation), reportFailure);
      expect(reportFailure).not.toHaveBeenCalled();
      for (const run of runLater) run();
      await Promise.resolve();
      expect(reportFailure).toHaveBeenCalledExactlyOnceWith('broken');
      expect(ownElement('broken')).not.toBeNull();
    });

    it('by a click whose message nobody takes: tells the id of the button’s feature', async () => {
      const reportFailure = vi.fn();
      openOperation.mockRejectedValueOnce(error);
      runFeatures(features, page, makeTools(abort.signal, openOperation), reportFailure);
      click(true);
      await vi.waitFor(() => expect(reportFailure).toHaveBeenCalledExactlyOnceWith('run-button'));
    });

    it('for a page that has gone away: says nothing', async () => {
      const reportFailure = vi.fn();
      runFeatures([broken['by a promise']], page, makeTools(abort.signal, openOperation), reportFailure);
      abort.abort();
      await Promise.resolve();
      expect(reportFailure).not.toHaveBeenCalled();
    });
  });
});
