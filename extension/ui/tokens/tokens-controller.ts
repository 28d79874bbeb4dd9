// Joins the state of the page of tokens to the host: what each of the clerk's acts sets going.
import type { CertificateDescription } from '../../../shared/certificate.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import type { Token } from '../../../shared/protocol/messages.ts';
import type { TokenEntry } from '../../../shared/protocol/token-care.ts';
import { translate } from '../../base/i18n.ts';
import type { Store } from '../../base/store.ts';
import { explainNoToken } from '../../flows/survey-tokens.ts';
import type { CallHost } from '../../host/call-host.ts';
import type { HostConnection } from '../../host/connect-host.ts';
import { keepHost } from '../../host/keep-host.ts';
import { attempt } from '../parts/attempt.ts';
import { checkPinChange, checkUnblock, type PinErrors } from '../parts/check-new-pin.ts';
import { nameToken } from './token-names.ts';
import { findChosen, type TokensAction, type TokensState, type TokenWork } from './tokens-state.ts';

/** The page does nothing that version 1 knows. */
const neededProtocol = 2;

export interface TokensController {
  /** Looks again at host and tokens; what is typed stays. Quiet: nothing is shown while it looks. */
  readonly refresh: (isQuiet?: boolean) => Promise<void>;
  readonly watchTokens: (onChange: () => void, signal: AbortSignal) => Promise<unknown>;
  readonly choose: (key: string) => Promise<void>;
  /** 修改PIN码, with what is in the form. */
  readonly changePin: () => Promise<void>;
  /** 解锁, with what is in the form. */
  readonly unblockPin: () => Promise<void>;
  /** Shows private objects, too. */
  readonly readAll: (pin: string) => Promise<void>;
  /** 清理. */
  readonly cleanUp: (entries: readonly TokenEntry[], pin: string) => Promise<void>;
  /** Gives up what a page's control asked for and never finished, with its key. */
  readonly giveUp: (entry: TokenEntry, pin: string) => Promise<void>;
  /** Asks the CA once more to take note of a certificate of an order of ours. */
  readonly confirmWithCa: (newEntry: TokenEntry) => Promise<void>;
  /** 移除旧证书. */
  readonly retire: (entry: TokenEntry, pin: string) => Promise<void>;
  /** Ends everything; for the page's end. */
  readonly close: () => void;
}

interface Tools {
  readonly connect: () => Promise<HostConnection>;
  /** Tells the certificate's CA that it is on the U盾. Rejects with an AppError when that does not say yes. */
  readonly tellCa: (orderId: string, certificate: CertificateDescription) => Promise<void>;
  /** See the site profile. */
  readonly retireOldAfterDays: number;
}

/** Each act catches its own errors and puts them into the state. */
export function createTokensController(
  { read, dispatch }: Store<TokensState, TokensAction>,
  { connect, tellCa, retireOldAfterDays }: Tools,
): TokensController {
  const keeper = keepHost(connect);
  let refreshing: Promise<void> | undefined;

  async function getConnection(): Promise<HostConnection> {
    const connection = await keeper.get();
    const { protocol, hostVersion } = connection.hello;
    if (protocol < neededProtocol) throw new AppError('HOST_TOO_OLD', { hostVersion });
    return connection;
  }

  const getHost = async () => (await getConnection()).call;

  async function list(): Promise<void> {
    await attempt(
      async () => {
        const { call, hello } = await getConnection();
        const { tokens, drivers } = await call('list-tokens', {});
        if (tokens.length === 0) throw explainNoToken(drivers, hello.architecture);
        dispatch({ type: 'listed', tokens });
      },
      (error) => dispatch({ type: 'blocked', error }),
    );
    await inspect();
  }

  async function refresh(isQuiet = false): Promise<void> {
    // A work under way ends with its own look.
    if (read().work) return;
    if (!isQuiet) dispatch({ type: 'recheck' });
    refreshing ??= list().finally(() => {
      refreshing = undefined;
    });
    await refreshing;
  }

  /** What anybody may see of the chosen token: kept up to date, and never asks for a PIN. */
  async function inspect(): Promise<void> {
    const token = findChosen(read());
    if (!token) return;
    const key = read().chosenKey;
    await attempt(
      async () => {
        const host = await getHost();
        const inspection = await host('inspect-token', nameToken(token, read().tokens));
        dispatch({ type: 'inspected', key, inspection });
      },
      (error) => dispatch({ type: 'inspection-failed', key, error }),
    );
  }

  /** Runs one work with the chosen token, shows how it ended, and looks again. */
  async function run(work: TokenWork, act: (host: CallHost, token: Token) => Promise<void>): Promise<void> {
    const token = findChosen(read());
    if (!token || read().work) return;
    let isDone = false;
    dispatch({ type: 'work-started', work });
    await attempt(
      async () => {
        await act(await getHost(), token);
        isDone = true;
      },
      (error) => dispatch({ type: 'work-failed', error }),
    );
    if (isDone) dispatch({ type: 'work-done', work });
    // What was read with the PIN just now is newer than any look without it.
    if (work !== 'read-all' || !isDone) await refresh(true);
  }

  /** False when something typed keeps it from being sent. */
  function checkFields(errors: PinErrors, isLastTry: boolean): boolean {
    const fieldErrors: PinErrors =
      isLastTry && !read().isLastTryAccepted ? { ...errors, lastTry: translate('last_try_missing') } : errors;
    const isFine = Object.keys(fieldErrors).length === 0;
    if (!isFine) dispatch({ type: 'reject-fields', fieldErrors });
    return isFine;
  }

  /** Typed on the reader, no PIN is sent. */
  const pinsFor = <T extends Record<string, string>>({ pin }: Token, pins: T): T | Record<never, never> =>
    pin.isTypedOnReader ? {} : pins;
  const refer = (token: Token) => nameToken(token, read().tokens);

  return {
    refresh,
    watchTokens: keeper.watchTokens,
    choose: async (key) => {
      dispatch({ type: 'choose', key });
      await inspect();
    },
    changePin: async () => {
      const { form } = read();
      const token = findChosen(read());
      if (!token) return;
      const errors = token.pin.isTypedOnReader ? {} : checkPinChange(form, token);
      if (!checkFields(errors, token.pin.state === 'final-try')) return;
      const pins = pinsFor(token, { oldPin: form.oldPin, newPin: form.newPin });
      await run('pin', async (host) => void (await host('change-pin', { ...refer(token), ...pins })));
    },
    unblockPin: async () => {
      const { form, inspection } = read();
      const token = findChosen(read());
      if (!token) return;
      const errors = token.pin.isTypedOnReader ? {} : checkUnblock(form, token);
      if (!checkFields(errors, inspection?.adminPinState === 'final-try')) return;
      const pins = pinsFor(token, { adminPin: form.adminPin, newPin: form.newPin });
      await run('unblock', async (host) => void (await host('unblock-pin', { ...refer(token), ...pins })));
    },
    readAll: async (pin) => {
      const key = read().chosenKey;
      await run('read-all', async (host, token) => {
        const inspection = await host('inspect-token', { ...refer(token), pin });
        dispatch({ type: 'inspected', key, inspection });
      });
    },
    cleanUp: async (entries, pin) => {
      const orderIds = entries.flatMap(({ order }) => (order ? [order.orderId] : []));
      await run('clean-up', async (host, token) => {
        const params = { ...refer(token), ...pinsFor(token, { pin }), orderIds };
        const { removedOrderIds } = await host('clean-up', params);
        // Passed over: what was seen before is not so any more. The look that follows shows what is.
        if (removedOrderIds.length === 0) throw new AppError('TOKEN_CHANGED');
      });
    },
    giveUp: async ({ order }, pin) => {
      if (!order) return;
      const { orderId } = order;
      await run('give-up', async (host, token) => {
        await host('abandon-order', { orderId, tokenId: token.tokenId, ...pinsFor(token, { pin }) });
      });
    },
    confirmWithCa: async ({ order, certificate }) => {
      if (!order || !certificate) return;
      const { orderId } = order;
      await run('confirm', async (host) => {
        await tellCa(orderId, certificate);
        await host('confirm-order', { orderId });
      });
    },
    retire: async ({ certificate, order }, pin) => {
      const newCertificateHash = order?.newCertificateHash;
      if (!certificate || newCertificateHash === undefined) return;
      await run('retire', async (host, token) => {
        await host('retire-certificate', {
          tokenId: token.tokenId,
          certificateHash: certificate.hash,
          newCertificateHash,
          afterDays: retireOldAfterDays,
          ...pinsFor(token, { pin }),
        });
      });
    },
    close: () => {
      dispatch({ type: 'forget-pins' });
      keeper.close();
    },
  };
}
