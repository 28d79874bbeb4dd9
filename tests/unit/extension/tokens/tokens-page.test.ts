// The page of tokens without its looks: what each of the clerk's acts does to state and host.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createStore } from '../../../../extension/base/store.ts';
import type { CallHost } from '../../../../extension/host/call-host.ts';
import type { HostConnection } from '../../../../extension/host/connect-host.ts';
import { checkPinChange, findWeakness, type PinFieldName } from '../../../../extension/ui/parts/check-new-pin.ts';
import { formatTokensPath, readTokensRequest } from '../../../../extension/ui/parts/tokens-request.ts';
import { judgeSuperseded } from '../../../../extension/ui/tokens/judge-superseded.ts';
import { reduceTokens } from '../../../../extension/ui/tokens/reduce-tokens.ts';
import { keyOfToken, nameToken } from '../../../../extension/ui/tokens/token-names.ts';
import { createTokensController } from '../../../../extension/ui/tokens/tokens-controller.ts';
import { createInitialState, findChosen } from '../../../../extension/ui/tokens/tokens-state.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import type { CommandResult, Token } from '../../../../shared/protocol/messages.ts';
import type { TokenEntry } from '../../../../shared/protocol/token-care.ts';
import { newCertificate } from '../support/flow-fakes.ts';
import { useMessages } from '../support/read-messages.ts';

const pinFacts: Token['pin'] = { state: 'unknown-or-full', minLength: 6, maxLength: 16, isTypedOnReader: false };
const makeToken = (id: string, change: Partial<Token> = {}): Token => ({
  tokenId: id.repeat(32),
  chipNumber: `CHIP${id}`,
  label: 'U盾',
  manufacturer: '',
  model: '',
  driverName: '驱动',
  pin: pinFacts,
  isWriteProtected: false,
  certificates: [{ ...newCertificate, hash: id.repeat(64) }],
  ...change,
});
const [first, second] = [makeToken('1'), makeToken('2')];
const drivers = [{ driverName: '驱动', status: 'ok', fileName: 'x.so', tokenCount: 1 }];
const emptyInspection: CommandResult<'inspect-token'> = {
  adminPinState: 'unknown-or-full',
  isReadWithPin: false,
  entries: [],
};

interface Desk {
  tokens: Token[];
  /** Errors by command; an answer otherwise. */
  failures?: Partial<Record<string, AppError>>;
  adminPinState?: CommandResult<'inspect-token'>['adminPinState'];
  protocol?: number;
  caError?: AppError;
}

function openPage(desk: Desk, query = '') {
  const calls: [string, Record<string, unknown>][] = [];
  const call = (async (command: string, params: Record<string, unknown>) => {
    calls.push([command, params]);
    const failure = desk.failures?.[command];
    if (failure) throw failure;
    if (command === 'list-tokens') return { tokens: desk.tokens, drivers };
    if (command === 'inspect-token')
      return { ...emptyInspection, adminPinState: desk.adminPinState ?? 'unknown-or-full' };
    return {};
  }) as unknown as CallHost;
  const store = createStore(reduceTokens, createInitialState(readTokensRequest(new URLSearchParams(query))));
  const hello = { protocol: desk.protocol ?? 2, hostVersion: '0.1.0', architecture: 'x64' } as HostConnection['hello'];
  const told: string[] = [];
  const controller = createTokensController(store, {
    connect: async () => ({ call, hello, isClosed: () => false, close: () => undefined }),
    tellCa: async (orderId, { serialNumber }) => {
      told.push(`${orderId} ${serialNumber}`);
      if (desk.caError) throw desk.caError;
    },
    retireOldAfterDays: 30,
  });
  const type = (values: Partial<Record<PinFieldName, string>>) => {
    for (const [field, value] of Object.entries(values))
      store.dispatch({ type: 'edit', field: field as PinFieldName, value });
  };
  const callsOf = (command: string) => calls.filter(([name]) => name === command).map(([, params]) => params);
  return { ...store, controller, type, callsOf, told };
}

const change = { oldPin: '246813', newPin: 'sesam88', repeatPin: 'sesam88' };

beforeEach(() => {
  useMessages();
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});

describe('which token', () => {
  test('the only one is taken, of two none; a link chooses its own and no other', async () => {
    const one = openPage({ tokens: [first] });
    await one.controller.refresh();
    expect(findChosen(one.read())).toBe(first);
    const two = openPage({ tokens: [first, second] });
    await two.controller.refresh();
    expect(findChosen(two.read())).toBeUndefined();
    const linked = openPage({ tokens: [first, second] }, formatTokensPath({ tokenId: second.tokenId }).split('?')[1]);
    await linked.controller.refresh();
    expect(findChosen(linked.read())).toBe(second);
    const absent = openPage({ tokens: [first] }, `token=${'9'.repeat(32)}&task=unblock`);
    await absent.controller.refresh();
    expect([findChosen(absent.read()), absent.read().task]).toEqual([undefined, 'unblock']);
  });

  test('pulled, its PIN is forgotten and no other takes its place; put back, it is there again', async () => {
    const desk: Desk = { tokens: [first, second] };
    const page = openPage(desk);
    await page.controller.refresh();
    await page.controller.choose(keyOfToken(second, desk.tokens));
    page.type(change);
    desk.tokens = [first];
    await page.controller.refresh(true);
    expect(page.read()).toMatchObject({ chosenKey: '', wasPulled: true, form: { oldPin: '', newPin: '' } });
    desk.tokens = [];
    await page.controller.refresh(true);
    expect(page.read()).toMatchObject({ phase: 'blocked', error: { code: 'TOKEN_MISSING' }, wasPulled: true });
    desk.tokens = [first, second];
    await page.controller.refresh(true);
    expect(findChosen(page.read())).toBe(second);
    expect(page.read().wasPulled).toBe(false);
  });

  test('two that call themselves alike are named by certificates of their own', () => {
    const shared = { ...newCertificate, hash: 'f'.repeat(64) };
    const twin = { ...first, certificates: [shared, { ...newCertificate, hash: '3'.repeat(64) }] };
    const other = { ...first, certificates: [shared, ...first.certificates] };
    const tokens = [twin, other];
    expect(nameToken(twin, tokens).certificateHash).toBe('3'.repeat(64));
    expect(nameToken(other, tokens).certificateHash).toBe('1'.repeat(64));
    expect(keyOfToken(twin, tokens)).not.toBe(keyOfToken(other, tokens));
    expect(nameToken({ ...first, certificates: [] }, [first])).toEqual({ tokenId: first.tokenId });
  });
});

describe('the PIN', () => {
  test('goes to the host once, named by token and certificate, and is forgotten', async () => {
    const page = openPage({ tokens: [first] });
    await page.controller.refresh();
    page.type(change);
    await page.controller.changePin();
    expect(page.callsOf('change-pin')).toEqual([
      { tokenId: first.tokenId, certificateHash: '1'.repeat(64), oldPin: '246813', newPin: 'sesam88' },
    ]);
    expect(page.read()).toMatchObject({
      done: 'pin',
      work: undefined,
      form: { oldPin: '', newPin: '', repeatPin: '' },
    });
  });

  test('with something wrong in the form nothing is sent', async () => {
    const page = openPage({ tokens: [first] });
    await page.controller.refresh();
    for (const wrong of [
      { newPin: '12', repeatPin: '12' },
      { repeatPin: 'other88' },
      { oldPin: '' },
      { newPin: '246813', repeatPin: '246813' },
    ]) {
      page.type({ ...change, ...wrong });
      await page.controller.changePin();
      expect(Object.keys(page.read().fieldErrors)).toHaveLength(1);
    }
    expect(page.callsOf('change-pin')).toEqual([]);
  });

  test('at the last try nothing is sent before the clerk agreed; the agreement holds for one PIN', async () => {
    const token = { ...first, pin: { ...pinFacts, state: 'final-try' as const } };
    const page = openPage({ tokens: [token], failures: { 'change-pin': new AppError('PIN_INCORRECT') } });
    await page.controller.refresh();
    page.type(change);
    await page.controller.changePin();
    expect(page.read().fieldErrors.lastTry).not.toBe('');
    page.dispatch({ type: 'accept-last-try', isAccepted: true });
    await page.controller.changePin();
    expect(page.callsOf('change-pin')).toHaveLength(1);
    expect(page.read()).toMatchObject({ isLastTryAccepted: false, workError: { code: 'PIN_INCORRECT' } });
  });

  test('the administrator’s last try is another matter', async () => {
    const page = openPage({ tokens: [first], adminPinState: 'final-try' }, 'task=unblock');
    await page.controller.refresh();
    page.type({ adminPin: '12345678', newPin: 'sesam88', repeatPin: 'sesam88' });
    await page.controller.unblockPin();
    expect(page.callsOf('unblock-pin')).toEqual([]);
    page.dispatch({ type: 'accept-last-try', isAccepted: true });
    await page.controller.unblockPin();
    expect(page.callsOf('unblock-pin')).toMatchObject([{ adminPin: '12345678', newPin: 'sesam88' }]);
  });

  test('typed on the reader, no PIN is sent', async () => {
    const page = openPage({ tokens: [{ ...first, pin: { ...pinFacts, isTypedOnReader: true } }] });
    await page.controller.refresh();
    await page.controller.changePin();
    await page.controller.unblockPin();
    const ref = { tokenId: first.tokenId, certificateHash: '1'.repeat(64) };
    expect([...page.callsOf('change-pin'), ...page.callsOf('unblock-pin')]).toEqual([ref, ref]);
  });

  test.each(['TOKEN_REMOVED', 'DRIVER_CRASHED', 'HOST_EXITED'] as const)(
    'cut off by %s, it is said that the new one may hold, and goes on being said',
    async (code) => {
      const desk: Desk = { tokens: [first], failures: { 'change-pin': new AppError(code) } };
      const page = openPage(desk);
      await page.controller.refresh();
      page.type(change);
      desk.tokens = [];
      await page.controller.changePin();
      expect(page.read()).toMatchObject({ isPinUncertain: true, phase: 'blocked' });
      desk.tokens = [first];
      await page.controller.refresh(true);
      expect(page.read().isPinUncertain).toBe(true);
    },
  );

  test('a wrong PIN leaves no such doubt', async () => {
    const page = openPage({ tokens: [first], failures: { 'change-pin': new AppError('PIN_INCORRECT') } });
    await page.controller.refresh();
    page.type(change);
    await page.controller.changePin();
    expect(page.read().isPinUncertain).toBe(false);
  });
});

test('a host of version 1 is said to be too old before anything is asked of it', async () => {
  const page = openPage({ tokens: [first], protocol: 1 });
  await page.controller.refresh();
  expect(page.read()).toMatchObject({ phase: 'blocked', error: { code: 'HOST_TOO_OLD' } });
  expect(page.callsOf('list-tokens')).toEqual([]);
});

describe('an old certificate', () => {
  const newEntry = {
    entryId: 'e'.repeat(64),
    verdict: 'in-use',
    label: '',
    keyAlgorithm: 'RSA',
    keySizeBits: 2048,
    certificate: newCertificate,
    order: { orderId: 'o'.repeat(8), orderNumber: 'DD1', updatedAt: '2026-01-01T00:00:00Z' },
  } as const;

  test('the CA is asked once more, and its yes goes into the journal; without one nothing does', async () => {
    const desk: Desk = { tokens: [first], caError: new AppError('CA_LOGIN_NEEDED') };
    const page = openPage(desk);
    await page.controller.refresh();
    await page.controller.confirmWithCa(newEntry);
    expect(page.read()).toMatchObject({ workError: { code: 'CA_LOGIN_NEEDED' }, done: undefined });
    expect(page.callsOf('confirm-order')).toEqual([]);
    delete desk.caError;
    await page.controller.confirmWithCa(newEntry);
    expect(page.told.at(-1)).toBe('oooooooo 02');
    expect(page.callsOf('confirm-order')).toEqual([{ orderId: 'oooooooo' }]);
    expect(page.read().done).toBe('confirm');
  });

  test('may go by what the host tells, and by an older host’s days', () => {
    const now = new Date().toISOString();
    const judge = (retirement: object | undefined, updatedAt = now) =>
      judgeSuperseded(
        { ...newEntry, order: { ...newEntry.order, updatedAt, ...(retirement ? { retirement } : {}) } } as TokenEntry,
        30,
      );
    const facts = { verifiedAt: now, isUsed: false, confirmation: 'enough' };
    expect(judge(facts)).toBe('too-soon');
    expect(judge({ ...facts, isUsed: true })).toBe('allowed');
    expect(judge({ ...facts, verifiedAt: '2020-01-01T00:00:00Z' })).toBe('allowed');
    expect(judge({ ...facts, isUsed: true, confirmation: 'missing' })).toBe('unconfirmed');
    expect(judge({ verifiedAt: '2020-01-01T00:00:00Z', isUsed: true, confirmation: 'order-open' })).toBe('order-open');
    expect(judge(undefined)).toBe('too-soon');
    expect(judge(undefined, '2020-01-01T00:00:00Z')).toBe('allowed');
  });
});

test('another task begins with empty boxes', async () => {
  const page = openPage({ tokens: [first] });
  await page.controller.refresh();
  page.type(change);
  page.dispatch({ type: 'take-up', task: 'unblock' });
  expect(page.read().form).toEqual({ oldPin: '', adminPin: '', newPin: '', repeatPin: '' });
});

describe('a new PIN', () => {
  const token = makeToken('1', {
    chipNumber: '50010203AB',
    certificates: [{ ...newCertificate, creditCode: '91350100M000100Y43' }],
  });
  test.each([
    ['12345678', 'new_pin_weak_common'],
    ['88888888', 'new_pin_weak_common'],
    ['000000', 'new_pin_weak_common'],
    ['23456789', 'new_pin_weak_row'],
    ['fedcba', 'new_pin_weak_row'],
    ['797979', 'new_pin_weak_row'],
    ['010203ab', 'new_pin_weak_known'],
    ['M000100Y', 'new_pin_weak_known'],
    ['sesam88', undefined],
    ['830517', undefined],
    ['', undefined],
  ])('%s: %s', (pin, weakness) => {
    expect(findWeakness(pin, token)).toBe(weakness);
  });

  test('is counted in bytes as the token does, and has to be typed on an English keyboard', () => {
    const errorsOf = (newPin: string, facts: Partial<Token['pin']> = {}) =>
      Object.keys(
        checkPinChange(
          { oldPin: 'x', adminPin: '', newPin, repeatPin: newPin },
          { ...token, pin: { ...pinFacts, ...facts } },
        ),
      );
    expect(errorsOf('１２３４５６')).toEqual(['newPin']);
    expect(errorsOf('a b c d')).toEqual(['newPin']);
    expect(errorsOf('sesam88')).toEqual([]);
    expect(errorsOf('a'.repeat(17))).toEqual(['newPin']);
    // A driver that gives no limit, and one that gives a useless one.
    expect(errorsOf('a'.repeat(17), { minLength: 0, maxLength: 0 })).toEqual([]);
    expect(errorsOf('abc', { minLength: 4, maxLength: 255 })).toEqual(['newPin']);
  });
});
