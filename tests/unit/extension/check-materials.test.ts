// @vitest-environment happy-dom
// A check that does not come must not keep the clerk from working, nor let anybody believe that the file was looked at.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runFeatures } from '../../../extension/portal/define-feature.ts';
import type { DetectedPage } from '../../../extension/portal/detect-page.ts';
import { checkMaterialsFeature } from '../../../extension/portal/features/check-materials.ts';
import { makeTools } from './support/feature-tools.ts';
import { useMessages } from './support/read-messages.ts';

const { attachShadow } = Element.prototype;

beforeEach(() => {
  useMessages();
  // What is ours stands in closed roots; this test looks inside.
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function open(this: Element, init) {
    return attachShadow.call(this, { ...init, mode: 'open' });
  });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  document.body.replaceChildren();
});

function openUploadPage() {
  document.body.innerHTML = '<p class="row"><b>*营业执照</b><input type="file"></p>';
  const find = <E extends Element>(selector: string) => document.querySelector(selector) as E;
  const row = { fields: { fileInput: find('input'), name: find('b') }, optionalFields: { place: find('.row') } };
  const page = { kind: 'apply-upload', rows: { materials: [row] }, fields: {}, optionalFields: {} };
  const ending = new AbortController();
  const fail = vi.fn();
  runFeatures([checkMaterialsFeature], page as unknown as DetectedPage, makeTools(ending.signal, vi.fn()), fail);
  const input = find<HTMLInputElement>('input');
  const choose = (file: File) => {
    const transfer = new DataTransfer();
    transfer.items.add(file);
    input.files = transfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const note = () => document.querySelector('[data-shebao-assistant="material-unchecked"]')?.shadowRoot?.textContent;
  return { input, choose, note, ending, fail };
}

describe('a check that does not answer', () => {
  it('hands the file over after eight seconds, and says that nobody looked at it', () => {
    const { input, choose, note, ending, fail } = openUploadPage();
    const file = new File(['x'], '营业执照.jpg');
    choose(file);
    vi.advanceTimersByTime(7_900);
    expect(note()).toBeUndefined();
    vi.advanceTimersByTime(200);
    expect(note()).toContain('营业执照：助手没能检查这个文件');
    expect(input.files?.[0]?.name).toBe('营业执照.jpg');
    // Said once, whatever is chosen next; and gone with us.
    choose(new File(['y'], 'b.jpg'));
    vi.advanceTimersByTime(10_000);
    expect(document.querySelectorAll('[data-shebao-assistant="material-unchecked"]')).toHaveLength(1);
    ending.abort();
    expect(fail).not.toHaveBeenCalled();
    expect(note()).toBeUndefined();
  });
});
