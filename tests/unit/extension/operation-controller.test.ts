// The operation window without its looks: what each of the clerk's acts does to state, host and CA.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from '../../../extension/base/store.ts';
import type { CaClient } from '../../../extension/ca/ca-client.ts';
import type { CarriedClerk } from '../../../extension/flows/carried-clerk.ts';
import type { HostConnection } from '../../../extension/host/connect-host.ts';
import { createEmptyUnit } from '../../../extension/settings/unit.ts';
import { fillAgent } from '../../../extension/ui/operation/fill-agent.ts';
import { createOperationController } from '../../../extension/ui/operation/operation-controller.ts';
import {
  createInitialState,
  findUnfinishedOrder,
  isWantedMissing,
  keyOfChoice,
  type OperationState,
} from '../../../extension/ui/operation/operation-state.ts';
import { reduceOperation } from '../../../extension/ui/operation/reduce-operation.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Operation, Order, Token } from '../../../shared/protocol/messages.ts';
import {
  createFakes,
  type FakeOptions,
  job,
  makeOrder,
  newCertificate,
  offeredSubject,
  order,
} from './support/flow-fakes.ts';
import { useMessages } from './support/read-messages.ts';

const oldCertificate = { ...newCertificate, hash: job.certificateHash, serialNumber: '01' };

const firstToken: Token = {
  tokenId: job.tokenId,
  chipNumber: job.chipNumber,
  label: 'U盾',
  manufacturer: '',
  model: '',
  driverName: '驱动',
  pin: { state: 'unknown-or-full', minLength: 6, maxLength: 16, isTypedOnReader: false },
  isWriteProtected: false,
  certificates: [oldCertificate],
};
const secondToken: Token = { ...firstToken, tokenId: '1'.repeat(32), chipNumber: 'CHIP2' };

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

interface Desk extends Writable<FakeOptions> {
  tokens?: Token[];
  orders?: Order[];
  ca?: Partial<CaClient>;
  connectError?: AppError;
  operation?: Operation;
  orderNumber?: string;
  wantedHash?: string;
}

/** A window over fakes. `desk` may be changed while it is open. */
function openWindow(desk: Desk = {}) {
  const fakes = createFakes(desk);
  let connections = 0;
  const carried: CarriedClerk[] = [];
  let isClosed = false;
  const call = (async (command: string, params: never) => {
    if (command === 'list-tokens') {
      const drivers = [{ driverName: '驱动', status: 'ok', fileName: 'x.so', tokenCount: 1 }];
      return { tokens: desk.tokens ?? [firstToken], drivers };
    }
    if (command === 'list-orders') return { orders: desk.orders ?? [] };
    return fakes.tools.host(command as never, params);
  }) as unknown as HostConnection['call'];
  const store = createStore(
    reduceOperation,
    createInitialState(desk.operation ?? 'renew', '张三丰', '138 1234 5678', desk.orderNumber, desk.wantedHash),
  );
  const controller = createOperationController({
    store,
    connect: async () => {
      connections += 1;
      isClosed = false;
      if (desk.connectError) throw desk.connectError;
      return {
        call,
        isClosed: () => isClosed,
        close: () => (isClosed = true),
        hello: { architecture: 'x64' } as HostConnection['hello'],
      };
    },
    ca: { ...fakes.tools.ca, ...desk.ca },
    trust: { pinnedCaCertificates: [], site: 'http://os.ezca.org:8001', allowedExtensions: [] },
    openRenewByOrder: async (clerk) => void carried.push(clerk),
    openLogin: async () => undefined,
  });
  const typePin = (value: string) => store.dispatch({ type: 'edit', field: 'pin', value });
  const read = (): OperationState => store.read();
  return {
    ...fakes,
    carried,
    store,
    controller,
    read,
    typePin,
    readConnections: () => connections,
    dropPort: () => (isClosed = true),
  };
}

describe('operation window', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);

  beforeEach(() => {
    useMessages();
    warn.mockClear();
  });

  it('shows the one certificate, verifies, renews and forgets the PIN', async () => {
    const { controller, read, typePin, hostParams } = openWindow();
    await controller.refresh();
    expect(read()).toMatchObject({ screen: 'form', check: 'none' });
    expect(read().choiceKey).toContain(job.certificateHash);
    typePin('246810');
    await controller.verify();
    expect(read()).toMatchObject({ check: 'passed', hasDefaultPin: false });
    await controller.run();
    expect(read()).toMatchObject({ screen: 'done', result: newCertificate });
    expect(read().form.pin).toBe('');
    const request = hostParams.find(([command]) => command === 'create-request')?.[1];
    expect(request).toMatchObject({ tokenId: job.tokenId, certificateHash: job.certificateHash, pin: '246810' });
  });

  it('chooses the certificate that the clerk came for, when its U盾 comes, and no other', async () => {
    const wanted = { ...oldCertificate, hash: 'd'.repeat(64) };
    const desk: Desk = { wantedHash: wanted.hash };
    const { controller, read, store } = openWindow(desk);
    await controller.refresh();
    expect(isWantedMissing(read())).toBe(true);
    expect(read().choiceKey).toBe('');
    desk.tokens = [firstToken, { ...secondToken, certificates: [wanted] }];
    await controller.refresh();
    expect(isWantedMissing(read())).toBe(false);
    expect(read().choiceKey).toContain(wanted.hash);
    const key = `${firstToken.tokenId}:${oldCertificate.hash}`;
    store.dispatch({ type: 'choose', choiceKey: key });
    await controller.refresh();
    expect(read()).toMatchObject({ choiceKey: key, wantedHash: undefined });
  });

  it('has name and phone from the chosen certificate’s unit profile, and leaves what was typed', async () => {
    const unit = {
      ...createEmptyUnit(),
      unitName: oldCertificate.unitName,
      agentName: '李华',
      agentMobile: '13800000000',
    };
    const other = { ...oldCertificate, hash: 'd'.repeat(64), unitName: '别的单位' };
    const desk: Desk = { tokens: [firstToken, { ...secondToken, certificates: [other] }] };
    const { controller, read, store } = openWindow(desk);
    store.dispatch({ type: 'edit', field: 'agentName', value: '' });
    fillAgent(store, [unit]);
    await controller.refresh();
    store.dispatch({ type: 'choose', choiceKey: `${firstToken.tokenId}:${oldCertificate.hash}` });
    expect(read().form).toMatchObject({ agentName: '李华', agentPhone: '138 1234 5678' });
    store.dispatch({ type: 'choose', choiceKey: `${secondToken.tokenId}:${other.hash}` });
    expect(read().form.agentName).toBe('');
    store.dispatch({ type: 'edit', field: 'agentName', value: '王五' });
    store.dispatch({ type: 'choose', choiceKey: `${firstToken.tokenId}:${oldCertificate.hash}` });
    expect(read().form.agentName).toBe('王五');
  });

  it('asks nothing of U盾 or CA while the form is wrong', async () => {
    const { controller, read, typePin, log, store } = openWindow();
    await controller.refresh();
    store.dispatch({ type: 'edit', field: 'agentPhone', value: '12345' });
    typePin('123');
    await controller.verify();
    expect(Object.keys(read().fieldErrors).sort()).toEqual(['agentPhone', 'pin']);
    typePin('');
    await controller.verify();
    expect(read().fieldErrors.pin).toBe('请输入PIN码');
    expect(log).toEqual([]);
  });

  it('chooses nothing for the clerk when there are several', async () => {
    const { controller, read, typePin, store, hostParams } = openWindow({ tokens: [firstToken, secondToken] });
    await controller.refresh();
    expect(read().choiceKey).toBe('');
    typePin('12345678');
    await controller.verify();
    expect(read().fieldErrors.choice).toBeTruthy();
    store.dispatch({ type: 'choose', choiceKey: keyOfChoice({ token: secondToken, certificate: oldCertificate }) });
    expect(read().form.pin).toBe('');
    typePin('12345678');
    await controller.verify();
    expect(hostParams.at(-1)).toEqual(['verify-pin', expect.objectContaining({ tokenId: secondToken.tokenId })]);
    expect(read()).toMatchObject({ check: 'passed', hasDefaultPin: true });
  });

  it('keeps all but the PIN after a wrong one', async () => {
    const wrong = new AppError('PIN_INCORRECT', { pinState: 'some-wrong' });
    const { controller, read, typePin, log } = openWindow({ failures: { 'verify-pin': [wrong] } });
    await controller.refresh();
    typePin('87654321');
    await controller.verify();
    expect(read()).toMatchObject({ screen: 'form', check: 'none', error: wrong });
    expect(read().form).toEqual({ agentName: '张三丰', agentPhone: '138 1234 5678', pin: '' });
    expect(log).not.toContain('findOrder');
    expect(JSON.stringify(warn.mock.calls)).not.toContain('87654321');
    typePin('12345678');
    await controller.verify();
    expect(read()).toMatchObject({ check: 'passed', error: undefined });
  });

  it('keeps the PIN when only the CA had a problem', async () => {
    const { controller, read, typePin } = openWindow({ failures: { findOrder: [new AppError('CA_NO_ORDER')] } });
    await controller.refresh();
    typePin('12345678');
    await controller.verify();
    expect(read().error?.code).toBe('CA_NO_ORDER');
    expect(read().form.pin).toBe('12345678');
  });

  it('does not go on with a certificate that the order is not for', async () => {
    const findOrder = async () => ({ orderNumber: 'DD1', unitName: '', certificateSerialNumber: '0F' });
    const { controller, read, typePin } = openWindow({ ca: { findOrder } });
    await controller.refresh();
    typePin('12345678');
    await controller.verify();
    expect(read().check).toBe('none');
    expect(read().fieldErrors.choice).toContain('0F');
  });

  it('takes back 验证 when the PIN is changed', async () => {
    const { controller, read, typePin } = openWindow();
    await controller.refresh();
    typePin('12345678');
    await controller.verify();
    typePin('1234567');
    expect(read().check).toBe('none');
  });

  it('goes on with the same order after a failed run, and submits once', async () => {
    const desk: Desk = { failures: { askStatus: [new AppError('CA_ANSWER_NOT_UNDERSTOOD')] } };
    const { controller, read, typePin, log } = openWindow(desk);
    await controller.refresh();
    typePin('12345678');
    await controller.verify();
    await controller.run();
    expect(read()).toMatchObject({ screen: 'failed', error: { code: 'CA_ANSWER_NOT_UNDERSTOOD' } });
    const orderId = read().run?.orderId ?? '';
    desk.orders = [{ ...makeOrder('accepted', 'ask-status'), orderId }];
    desk.resumed = { order: makeOrder('accepted', 'ask-status') };
    await controller.retryRun();
    expect(read()).toMatchObject({ screen: 'done', run: { orderId } });
    expect(log.filter((entry) => entry === 'submit')).toHaveLength(1);
  });

  it('starts again under the same id when a failed run left nothing in the journal', async () => {
    const { controller, read, typePin, hostParams } = openWindow({
      failures: { requestNonce: [new AppError('CA_UNREACHABLE')] },
    });
    await controller.refresh();
    typePin('12345678');
    await controller.verify();
    await controller.run();
    const orderId = read().run?.orderId;
    await controller.retryRun();
    expect(read().screen).toBe('done');
    const request = hostParams.find(([command]) => command === 'create-request')?.[1];
    expect(request).toMatchObject({ orderId });
  });

  it('offers an unfinished order, resumes it after a PIN, and needs no open order for that', async () => {
    const order = makeOrder('accepted', 'ask-status');
    const { controller, read, typePin, store, submissions, log } = openWindow({
      orders: [order],
      resumed: { order },
    });
    await controller.refresh();
    expect(findUnfinishedOrder(read())).toEqual(order);
    store.dispatch({ type: 'resume', order });
    expect(findUnfinishedOrder(read())).toBeUndefined();
    typePin('12345678');
    await controller.verify();
    expect(log).toEqual(['verify-pin']);
    await controller.run();
    expect(read().screen).toBe('done');
    expect(submissions).toEqual([]);
    expect(log).toContain('resume-order');
  });

  it('abandons with and without a PIN', async () => {
    const order = makeOrder('request-signed', 'submit');
    const desk: Desk = { orders: [order] };
    const { controller, read, hostParams, store } = openWindow(desk);
    await controller.refresh();
    store.dispatch({ type: 'open-dialog', dialog: 'abandon' });
    desk.orders = [];
    await controller.abandon(order, '');
    expect(hostParams.at(-1)).toEqual(['abandon-order', { orderId: order.orderId }]);
    expect(read()).toMatchObject({ dialog: 'none', wasAbandoned: true });
    await controller.abandon(order, '12345678');
    expect(hostParams.at(-1)?.[1]).toEqual({ orderId: order.orderId, tokenId: job.tokenId, pin: '12345678' });
  });

  it('is blocked without host or token and comes back with what was typed', async () => {
    const desk: Desk = { connectError: new AppError('HOST_NOT_INSTALLED') };
    const { controller, read, readConnections } = openWindow(desk);
    await controller.refresh();
    expect(read()).toMatchObject({ screen: 'blocked', error: { code: 'HOST_NOT_INSTALLED' } });
    delete desk.connectError;
    desk.tokens = [];
    await controller.refresh();
    expect(read().error?.code).toBe('TOKEN_MISSING');
    delete desk.tokens;
    await controller.refresh();
    expect(read()).toMatchObject({ screen: 'form', error: undefined, form: { agentName: '张三丰' } });
    expect(readConnections()).toBe(2);
  });

  it('connects again when the port was dropped', async () => {
    const { controller, read, dropPort, readConnections, typePin } = openWindow();
    await controller.refresh();
    dropPort();
    typePin('12345678');
    await controller.verify();
    expect([readConnections(), read().check]).toEqual([2, 'passed']);
  });

  it('forgets the PIN when another U盾 takes the place of the one it was typed for', async () => {
    const desk: Desk = {};
    const { controller, read, typePin } = openWindow(desk);
    await controller.refresh();
    typePin('12345678');
    desk.tokens = [secondToken];
    await controller.refresh(true);
    expect(read().form.pin).toBe('');
    expect(read().choiceKey).toContain(secondToken.tokenId);
  });

  it('keeps PIN and verification when a look around finds nothing new', async () => {
    const { controller, read, typePin } = openWindow();
    await controller.refresh();
    typePin('12345678');
    await controller.verify();
    await controller.refresh(true);
    expect(read()).toMatchObject({ check: 'passed', form: { pin: '12345678' } });
  });

  it('goes back to the form for a PIN that was refused in a run', async () => {
    const wrong = new AppError('PIN_INCORRECT', { pinState: 'final-try' });
    const { controller, read, typePin } = openWindow({ failures: { 'create-request': [wrong] } });
    await controller.refresh();
    typePin('12345678');
    await controller.verify();
    await controller.run();
    expect(read()).toMatchObject({ screen: 'failed', error: wrong, form: { pin: '' } });
    await controller.leaveRun();
    expect(read()).toMatchObject({ screen: 'form', check: 'none', error: undefined });
  });

  it('cancels a run', async () => {
    const desk: Desk = { statuses: [{ state: 'processing' }] };
    const { controller, read, typePin } = openWindow(desk);
    await controller.refresh();
    typePin('12345678');
    await controller.verify();
    const run = controller.run();
    await new Promise((resolve) => setTimeout(resolve, 20));
    controller.cancelRun();
    expect(read().run?.isCancelling).toBe(true);
    await run;
    expect(read()).toMatchObject({ screen: 'failed', error: { code: 'OPERATION_CANCELLED' } });
  });

  it('leaves no PIN behind when the window closes', async () => {
    const { controller, read, typePin } = openWindow();
    await controller.refresh();
    typePin('12345678');
    controller.close();
    expect(read().form.pin).toBe('');
  });
});

describe('a change', () => {
  beforeEach(() => {
    useMessages();
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });

  async function goToComparison(desk: Desk = {}) {
    const window = openWindow({ operation: 'change', orderNumber: 'BG1', ...desk });
    await window.controller.refresh();
    window.typePin('246810');
    await window.controller.verify();
    const run = window.controller.run();
    await vi.waitFor(() => expect(window.read().screen).not.toBe('running'));
    return { ...window, run };
  }

  it('asks the clerk before a key is made, and writes what was confirmed', async () => {
    const { read, controller, run, log, hostParams } = await goToComparison();
    expect(read()).toMatchObject({ screen: 'comparing', offered: offeredSubject });
    expect(log).not.toContain('create-request');
    controller.answerComparison(true);
    await run;
    expect(read()).toMatchObject({ screen: 'done', aftermath: { isConfirmed: true } });
    expect(hostParams.find(([command]) => command === 'create-request')?.[1]).toMatchObject({
      operation: 'change',
      orderNumber: 'BG1',
      confirmedSubject: offeredSubject.subject,
      confirmedExtensions: offeredSubject.extensions,
    });
  });

  it('ends with nothing made when the clerk refuses', async () => {
    const { read, controller, run, log } = await goToComparison();
    controller.answerComparison(false);
    await run;
    expect(read().screen).toBe('declined');
    expect(read().form.pin).toBe('');
    expect(log).toEqual(['verify-pin', 'readOrder', 'readOrderSubject']);
  });

  it('tells which U盾 the order is for', async () => {
    const { controller, read, typePin } = openWindow({
      operation: 'change',
      orderNumber: 'BG1',
      ca: { readOrder: async () => ({ ...order, chipNumber: 'ELSEWHERE' }) },
    });
    await controller.refresh();
    typePin('246810');
    await controller.verify();
    expect(read().fieldErrors.choice).toContain('ELSEWHERE');
    expect(read().check).toBe('none');
  });

  it('on a page that names no order takes the CA’s for this U盾, and the clerk compares before anything is made', async () => {
    const { controller, read, log } = openWindow({ operation: 'change' });
    await controller.refresh();
    void controller.run();
    await vi.waitFor(() => expect(read().screen).toBe('comparing'));
    expect(log).toContain('findOrder');
    expect(log.filter((entry) => /create|submit/.test(entry))).toEqual([]);
  });

  it('without any order says that there is none, not that one was closed', async () => {
    const none = async () => Promise.reject(new AppError('CA_NO_ORDER'));
    const { controller, read, log } = openWindow({ operation: 'change', ca: { findOrder: none } });
    await controller.refresh();
    await controller.run();
    expect(read()).toMatchObject({ screen: 'failed', error: { code: 'CA_NO_ORDER' } });
    expect(log.filter((entry) => /create|submit/.test(entry))).toEqual([]);
  });
});

describe('an order by its number', () => {
  it('is renewed without a search by 芯片号', async () => {
    useMessages();
    const { controller, read, typePin, log } = openWindow({ orderNumber: 'GX1' });
    await controller.refresh();
    typePin('246810');
    await controller.verify();
    await controller.run();
    expect(read().screen).toBe('done');
    expect(log).not.toContain('findOrder');
    expect(log.filter((entry) => entry === 'readOrder')).toHaveLength(2);
  });
});

it('carries along what is known when the quick channel has no order', async () => {
  useMessages();
  const { controller, carried } = openWindow();
  await controller.refresh();
  await controller.renewByOrder();
  expect(carried).toEqual([
    expect.objectContaining({
      unitName: '某单位',
      chipNumber: 'CHIP1',
      agentName: '张三丰',
      agentPhone: '138 1234 5678',
    }),
  ]);
});
