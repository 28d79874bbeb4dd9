// What the setup page asks of the host: over one connection, again when it was dropped, and every failure is a fact.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HostConnection } from '../../../../extension/host/connect-host.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';
import { createSetupController, type SetupPort } from '../../../../extension/setup/setup-controller.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { ErrorCode } from '../../../../shared/errors/error-table.ts';
import type { CommandName, DriverReport } from '../../../../shared/protocol/messages.ts';
import { newCertificate } from '../support/flow-fakes.ts';
import { useMessages } from '../support/read-messages.ts';

const hello = {
  protocol: 2,
  protocolMin: 1,
  protocolMax: 2,
  hostVersion: '0.1.0',
  platform: 'linux',
  architecture: 'x64',
};
const goodDriver: DriverReport = { driverName: '好驱动', fileName: 'libgood.so', status: 'ok', tokenCount: 1 };
const token = {
  tokenId: '0'.repeat(32),
  chipNumber: '0012345678990089',
  label: '',
  manufacturer: '',
  model: '',
  driverName: '好驱动',
  pin: { state: 'unknown-or-full', minLength: 4, maxLength: 16, isTypedOnReader: false },
  isWriteProtected: false,
  certificates: [newCertificate],
};

function make(answers: Partial<Record<CommandName, unknown>> = {}) {
  const state = { isClosed: false, connectError: undefined as ErrorCode | undefined };
  const call = vi.fn(async (command: CommandName) => {
    const answer = answers[command];
    if (answer instanceof Error) throw answer;
    return answer ?? { tokens: [token], drivers: [goodDriver] };
  });
  const close = vi.fn();
  const connect = vi.fn(async () => {
    if (state.connectError) throw new AppError(state.connectError);
    state.isClosed = false;
    return { call, hello, close, isClosed: () => state.isClosed } as unknown as HostConnection;
  });
  const port: SetupPort = {
    connect,
    readProfiles: async () => [chongqingProfile],
    hasAccess: async () => true,
    readPage: async () => undefined,
    readFindings: async () => ({ names: [], isBlocked: false }),
    readSettingsProblems: async () => [],
  };
  return { controller: createSetupController(port), connect, call, close, state };
}

beforeEach(() => useMessages());

describe('createSetupController', () => {
  it('finds nothing wrong with a good host and a good U盾', async () => {
    const { controller } = make();
    await controller.recheck();
    const { host, sites, page, isBusy } = controller.store.read();
    expect(host).toMatchObject({ hello, listing: { tokens: [{ chipNumber: '0012345678990089' }] } });
    expect(host?.problem).toBeUndefined();
    expect(sites).toMatchObject([{ id: 'chongqing', hasAccess: true }]);
    expect([page, isBusy]).toEqual([null, false]);
  });

  it('connects once, however many ask', async () => {
    const { controller, connect, call } = make();
    await Promise.all([
      controller.lookAtHost(),
      controller.lookAtHost(),
      controller.watchTokens(() => undefined, new AbortController().signal),
    ]);
    expect(connect).toHaveBeenCalledTimes(1);
    expect(call.mock.calls.map(([command]) => command).sort()).toEqual(['list-tokens', 'watch-tokens']);
  });

  it('connects anew when the port was dropped, and after a failure', async () => {
    const { controller, connect, state } = make();
    await controller.lookAtHost();
    state.isClosed = true;
    await controller.lookAtHost();
    expect(connect).toHaveBeenCalledTimes(2);
    state.isClosed = true;
    state.connectError = 'HOST_NOT_INSTALLED';
    await controller.lookAtHost();
    expect(controller.store.read().host).toMatchObject({ problem: { code: 'HOST_NOT_INSTALLED' } });
    state.connectError = undefined;
    await controller.lookAtHost();
    expect(controller.store.read().host?.problem).toBeUndefined();
  });

  it.each<[string, unknown, ErrorCode]>([
    ['no driver', { tokens: [], drivers: [] }, 'DRIVER_MISSING'],
    [
      'a driver for another processor',
      { tokens: [], drivers: [{ ...goodDriver, status: 'wrong-architecture', architecture: 'ia32', tokenCount: 0 }] },
      'DRIVER_WRONG_ARCHITECTURE',
    ],
    ['no U盾', { tokens: [], drivers: [goodDriver] }, 'TOKEN_MISSING'],
    ['no certificate', { tokens: [{ ...token, certificates: [] }], drivers: [goodDriver] }, 'TOKEN_UNSUPPORTED'],
    ['a host that fails', new AppError('HOST_EXITED'), 'HOST_EXITED'],
    ['a bug', new Error('x'), 'INTERNAL_ERROR'],
  ])('%s', async (_, listing, code) => {
    const { controller } = make({ 'list-tokens': listing });
    await controller.lookAtHost();
    expect(controller.store.read().host).toMatchObject({ hello, problem: { code } });
  });

  it('starts the host anew after a wrong configuration, which it reads once', async () => {
    const { controller, connect, close } = make({ 'list-tokens': new AppError('CONFIG_INVALID') });
    await controller.lookAtHost();
    await vi.waitFor(() => expect(close).toHaveBeenCalled());
    await controller.lookAtHost();
    expect(connect).toHaveBeenCalledTimes(2);
  });
});
