// @vitest-environment happy-dom
// The window's looks: the right screen for each state, with the hooks that drivers and assistive tools need.
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { createStore } from '../../../extension/base/store.ts';
import { OperationApp } from '../../../extension/ui/operation/operation-app.tsx';
import type { OperationController } from '../../../extension/ui/operation/operation-controller.ts';
import { createInitialState, type OperationAction } from '../../../extension/ui/operation/operation-state.ts';
import { reduceOperation } from '../../../extension/ui/operation/reduce-operation.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { useMessages } from './support/read-messages.ts';

const origins = ['http://os.ezca.org:8001'];

function mount() {
  const store = createStore(reduceOperation, createInitialState('renew', '张三丰', '13812345678'));
  const idle = vi.fn(async () => undefined);
  const controller: OperationController = {
    refresh: vi.fn(async () => undefined),
    watchTokens: vi.fn(async () => undefined),
    verify: idle,
    run: idle,
    retryRun: idle,
    leaveRun: idle,
    abandon: idle,
    startOver: idle,
    cancelRun: vi.fn(),
    answerComparison: vi.fn(),
    renewByOrder: vi.fn(async () => undefined),
    logIn: idle,
    close: vi.fn(),
  };
  const onClose = vi.fn();
  const root = document.body.appendChild(document.createElement('div'));
  const draw = () =>
    render(
      <OperationApp siteName="重庆" siteOrigins={origins} store={store} controller={controller} onClose={onClose} />,
      root,
    );
  const send = (action: OperationAction) => act(() => store.dispatch(action));
  const find = (testId: string) => root.querySelector<HTMLElement>(`[data-testid="${testId}"]`);
  return { store, controller, onClose, draw, send, find };
}

describe('OperationApp', () => {
  const contains = vi.fn(async () => true);

  beforeEach(() => {
    useMessages();
    contains.mockResolvedValue(true);
    const event = { addListener: vi.fn(), removeListener: vi.fn() };
    Object.assign(browser.permissions, { contains, onAdded: event, onRemoved: event });
  });

  afterEach(() => {
    document.body.replaceChildren();
  });

  it('shows what happened before its effects ran', async () => {
    const { store, draw, find } = mount();
    await act(() => {
      draw();
      store.dispatch({ type: 'blocked', error: new AppError('HOST_NOT_INSTALLED') });
    });
    expect(find('error-card')?.dataset.errorCode).toBe('HOST_NOT_INSTALLED');
    expect(find('error-card')?.getAttribute('role')).toBe('alert');
  });

  it('offers a retry only where the error table says so', async () => {
    const { draw, send, find, controller } = mount();
    await act(draw);
    await send({ type: 'blocked', error: new AppError('TOKEN_UNSUPPORTED') });
    expect(find('retry-button')).toBeNull();
    await send({ type: 'blocked', error: new AppError('TOKEN_MISSING') });
    find('retry-button')?.click();
    expect(controller.refresh).toHaveBeenCalledOnce();
  });

  it('asks before Esc stops a run, and closes at Esc otherwise', async () => {
    const { draw, send, find, onClose } = mount();
    await act(draw);
    await send({ type: 'run-started', orderId: 'x', startedAt: Date.now() });
    await send({ type: 'step', step: 'submit' });
    expect(find('step-create-request')?.dataset.state).toBe('done');
    expect(find('step-submit')?.dataset.state).toBe('running');
    const press = (init: KeyboardEventInit) =>
      act(() => void document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', ...init })));
    await press({ isComposing: true });
    expect(find('cancel-run-dialog')).toBeNull();
    await press({});
    expect(find('cancel-run-dialog')).not.toBeNull();
    expect(onClose).not.toHaveBeenCalled();
    await send({ type: 'run-failed', error: new AppError('CA_UNREACHABLE') });
    expect(find('step-submit')?.dataset.state).toBe('failed');
    await press({});
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('asks for the site when the browser took its permission back', async () => {
    contains.mockResolvedValue(false);
    const { draw, find } = mount();
    await act(draw);
    await act(() => Promise.resolve());
    expect(contains).toHaveBeenCalledWith({ origins: ['http://os.ezca.org/*'] });
    expect(find('site-access-card')).not.toBeNull();
  });

  it('leads to the first wrong field once, and leaves the clerk alone while it is mended', async () => {
    const { draw, send, find } = mount();
    await act(draw);
    await send({ type: 'surveyed', survey: { choices: [], others: [], unfinishedOrders: [], tokens: [] } });
    await send({ type: 'reject-fields', fieldErrors: { agentName: 'x', pin: 'y' } });
    expect(document.activeElement).toBe(find('agent-name'));
    await send({ type: 'edit', field: 'agentName', value: '李' });
    expect(document.activeElement).toBe(find('agent-name'));
    await send({ type: 'reject-fields', fieldErrors: { pin: 'y' } });
    expect(document.activeElement).toBe(find('pin'));
  });
});
