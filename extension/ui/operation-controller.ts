// Joins the operation window's state to the flows: what each of the clerk's acts sets going.
import { type AppError, toAppError } from '../../shared/errors/app-error.ts';
import type { Order } from '../../shared/protocol/messages.ts';
import type { CaClient } from '../ca/ca-client.ts';
import { type FlowTools, sleep } from '../flows/flow-tools.ts';
import { renewCertificate } from '../flows/renew-certificate.ts';
import { resumeOrder } from '../flows/resume-order.ts';
import { surveyTokens } from '../flows/survey-tokens.ts';
import { isOrderFor, verifyClerk } from '../flows/verify-clerk.ts';
import type { HostConnection } from '../host/connect-host.ts';
import { checkForm, isDefaultPin } from './check-form.ts';
import { translate } from './i18n.ts';
import { makeJob } from './make-job.ts';
import { findChoice, type OperationAction, type OperationState } from './operation-state.ts';
import type { Store } from './store.ts';

export interface ControllerParts {
  readonly store: Store<OperationState, OperationAction>;
  readonly connect: () => Promise<HostConnection>;
  readonly ca: CaClient;
  readonly pinnedCaCertificates: readonly string[];
}

export interface OperationController {
  /** Looks again at host, tokens and orders; keeps what is typed. Quiet: nothing is shown while it looks. */
  readonly refresh: (isQuiet?: boolean) => Promise<void>;
  /** 验证. */
  readonly verify: () => Promise<void>;
  /** 更新证书, or 继续办理 when an order is resumed. */
  readonly run: () => Promise<void>;
  /** After a failed run: goes on with the same order. */
  readonly retryRun: () => Promise<void>;
  readonly leaveRun: () => Promise<void>;
  readonly cancelRun: () => void;
  readonly abandon: (order: Order, pin: string) => Promise<void>;
  readonly startOver: () => Promise<void>;
  /** Ends everything; for the window's end. */
  readonly close: () => void;
}

/** Each act catches its own errors and puts them into the state; this is the UI's one place to catch. */
export function createOperationController(parts: ControllerParts): OperationController {
  const { store, ca } = parts;
  const { read, dispatch } = store;
  let connection: HostConnection | undefined;
  let connecting: Promise<HostConnection> | undefined;
  let surveying: Promise<void> | undefined;
  let runAbort = new AbortController();

  /** The open connection, or a new one: a port that was dropped is nothing unusual (FIELD §4). */
  async function getHost(): Promise<HostConnection['call']> {
    if (connection && !connection.isClosed()) return connection.call;
    connecting ??= parts.connect().finally(() => {
      connecting = undefined;
    });
    connection = await connecting;
    return connection.call;
  }

  async function attempt(act: () => Promise<void>, fail: (error: AppError) => void): Promise<void> {
    try {
      await act();
    } catch (error) {
      const appError = toAppError(error);
      // Details only: an error's cause may hold what the clerk typed.
      console.warn(`${appError.code}`, appError.details);
      fail(appError);
    }
  }

  async function survey(): Promise<void> {
    await attempt(
      async () => {
        const found = await surveyTokens(await getHost(), read().operation);
        if (canSurvey()) dispatch({ type: 'surveyed', survey: found });
      },
      (error) => {
        if (canSurvey()) dispatch({ type: 'blocked', error });
      },
    );
  }

  function canSurvey(): boolean {
    const { screen, check } = read();
    return (screen === 'connecting' || screen === 'blocked' || screen === 'form') && check !== 'busy';
  }

  async function refresh(isQuiet = false): Promise<void> {
    if (!canSurvey()) return;
    if (!isQuiet) dispatch({ type: 'recheck' });
    surveying ??= survey().finally(() => {
      surveying = undefined;
    });
    await surveying;
  }

  async function verify(): Promise<void> {
    const { form, resuming } = read();
    const choice = findChoice(read());
    const fieldErrors = checkForm(form, choice?.token);
    if (!choice || Object.keys(fieldErrors).length > 0) return dispatch({ type: 'reject-fields', fieldErrors });
    const { token, certificate } = choice;
    const pin = token.pin.isTypedOnReader ? undefined : form.pin;
    dispatch({ type: 'check-started' });
    await attempt(
      async () => {
        const host = await getHost();
        const clerk = { token, certificateHash: certificate.hash, pin, needsOrder: resuming === undefined };
        const order = await verifyClerk(clerk, { host, ca, signal: runAbort.signal });
        if (order && !isOrderFor(order, certificate)) {
          const text = translate('field_choice_other', order.certificateSerialNumber);
          return dispatch({ type: 'reject-fields', fieldErrors: { choice: text } });
        }
        dispatch({ type: 'check-passed', hasDefaultPin: pin !== undefined && isDefaultPin(pin) });
      },
      (error) => dispatch({ type: 'check-failed', error }),
    );
    // The flags for wrong tries have changed.
    if (read().error?.code.startsWith('PIN_')) await refresh();
  }

  function makeTools(host: HostConnection['call'], signal: AbortSignal): FlowTools {
    return {
      host,
      ca,
      signal,
      sleep,
      now: () => performance.now(),
      onStep: (step) => dispatch({ type: 'step', step }),
      onProgress: (progress) => dispatch({ type: 'progress', progress }),
    };
  }

  async function runOrder(orderId: string, knowsOrder: boolean): Promise<void> {
    runAbort = new AbortController();
    dispatch({ type: 'run-started', orderId, startedAt: Date.now() });
    await attempt(
      async () => {
        const host = await getHost();
        const isJournalled =
          knowsOrder && (await host('list-orders', {})).orders.some((order) => order.orderId === orderId);
        const flow = isJournalled ? resumeOrder : renewCertificate;
        const { certificate } = await flow(
          makeJob(read(), orderId, parts.pinnedCaCertificates),
          makeTools(host, runAbort.signal),
        );
        dispatch({ type: 'finished', certificate });
      },
      (error) => dispatch({ type: 'run-failed', error }),
    );
  }

  async function abandon(order: Order, pin: string): Promise<void> {
    await attempt(
      async () => {
        const host = await getHost();
        const token = read().survey?.choices.find((choice) => choice.token.chipNumber === order.chipNumber)?.token;
        await host('abandon-order', {
          orderId: order.orderId,
          ...(token && pin !== '' ? { tokenId: token.tokenId, pin } : {}),
        });
        dispatch({ type: 'abandoned' });
      },
      (error) => {
        dispatch({ type: 'close-dialog' });
        dispatch({ type: 'check-failed', error });
      },
    );
    await refresh();
  }

  async function startOver(): Promise<void> {
    dispatch({ type: 'start-over' });
    await refresh();
  }

  return {
    refresh,
    verify,
    run: () => runOrder(read().resuming?.orderId ?? crypto.randomUUID(), read().resuming !== undefined),
    retryRun: () => runOrder(read().run?.orderId ?? crypto.randomUUID(), true),
    leaveRun: async () => {
      dispatch({ type: 'back-to-form' });
      await refresh();
    },
    cancelRun: () => {
      dispatch({ type: 'cancelling' });
      runAbort.abort();
    },
    abandon,
    startOver,
    close: () => {
      dispatch({ type: 'forget-pin' });
      connection?.close();
    },
  };
}
