// What features do to a page, and that aborting takes every trace away.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ownAttribute } from '../../../extension/portal/change-page.ts';
import { runFeatures } from '../../../extension/portal/define-feature.ts';
import { type DetectedPage, detectPage } from '../../../extension/portal/detect-page.ts';
import { compatNoteFeature } from '../../../extension/portal/features/compat-note.ts';
import { disablePinBoxFeature } from '../../../extension/portal/features/disable-pin-box.ts';
import { runButtonFeature } from '../../../extension/portal/features/run-button.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import { makeTools } from './support/feature-tools.ts';
import { openPage, pageUrl, variants } from './support/portal-page.ts';
import { useMessages } from './support/read-messages.ts';

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

  const start = () => runFeatures(features, page, makeTools(abort.signal, openOperation));
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
    expect(page.fields.pin.hasAttribute('disabled')).toBe(true);
    expect(page.fields.verifyButton.hasAttribute('inert')).toBe(true);
    expect(ownElement('pin-note')?.shadowRoot?.textContent).toContain('PIN码请在证书助手的窗口中输入');
    abort.abort();
    expect((page.fields.pin as HTMLInputElement).value).toBe('');
  });

  it('say that no compatibility mode is needed', () => {
    start();
    expect(ownElement('compat-note')?.shadowRoot?.textContent).toContain('无需兼容模式');
  });
});
