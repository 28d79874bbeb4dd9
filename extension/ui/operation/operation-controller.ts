// Joins the operation window's state to the flows: what each of the clerk's acts sets going.
import type { CertificateDescription } from '../../../shared/certificate.ts';
import type { Order } from '../../../shared/protocol/messages.ts';
import { translate } from '../../base/i18n.ts';
import type { Store } from '../../base/store.ts';
import type { CaClient } from '../../ca/ca-client.ts';
import type { CarriedClerk } from '../../flows/carried-clerk.ts';
import { type ChangeTools, changeCertificate } from '../../flows/change-certificate.ts';
import type { Installation } from '../../flows/collect-certificate.ts';
import { sleep } from '../../flows/flow-tools.ts';
import { renewCertificate } from '../../flows/renew-certificate.ts';
import type { RenewalJob, SiteTrust } from '../../flows/renewal-job.ts';
import { resumeOrder } from '../../flows/resume-order.ts';
import { surveyTokens } from '../../flows/survey-tokens.ts';
import { isOrderFor, isOrderForToken, verifyClerk } from '../../flows/verify-clerk.ts';
import { waitForLogin } from '../../flows/wait-for-login.ts';
import type { HostConnection } from '../../host/connect-host.ts';
import { keepHost } from '../../host/keep-host.ts';
import { attempt } from '../parts/attempt.ts';
import { isDefaultPin } from '../parts/check-new-pin.ts';
import { checkForm } from './check-form.ts';
import { makeJob } from './make-job.ts';
import { findChoice, type OperationAction, type OperationState } from './operation-state.ts';

export interface ControllerParts {
  readonly store: Store<OperationState, OperationAction>;
  readonly connect: () => Promise<HostConnection>;
  readonly ca: CaClient;
  readonly trust: SiteTrust;
  /** Whether a certificate is one of the site's CA. */
  readonly isOfSite?: ((certificate: CertificateDescription) => boolean) | undefined;
  /** Leads to the platform's 证书更新, with what is known. */
  readonly openRenewByOrder: (clerk: CarriedClerk) => Promise<void>;
  /** Opens the platform's login. */
  readonly openLogin: () => Promise<void>;
}

export interface OperationController {
  /** Looks again at host, tokens and orders; keeps what is typed. Quiet: nothing is shown while it looks. */
  readonly refresh: (isQuiet?: boolean) => Promise<void>;
  /** Has the host tell of tokens that come and go; rejects when that ends. */
  readonly watchTokens: (onChange: () => void, signal: AbortSignal) => Promise<unknown>;
  /** 验证. */
  readonly verify: () => Promise<void>;
  /** 更新证书, or 继续办理 when an order is resumed. */
  readonly run: () => Promise<void>;
  /** After a failed run: goes on with the same order. */
  readonly retryRun: () => Promise<void>;
  readonly leaveRun: () => Promise<void>;
  readonly cancelRun: () => void;
  /** The clerk's word on the data of a change: true goes on, false ends with nothing made. */
  readonly answerComparison: (isConfirmed: boolean) => void;
  /** The quick channel has no order: goes on at the platform. */
  readonly renewByOrder: () => Promise<void>;
  /** The order service wants a login: opens it, and goes on with what was begun once the clerk is logged in. */
  readonly logIn: () => Promise<void>;
  readonly abandon: (order: Order, pin: string) => Promise<void>;
  readonly startOver: () => Promise<void>;
  /** Ends everything; for the window's end. */
  readonly close: () => void;
}

/** Each act catches its own errors and puts them into the state. */
export function createOperationController(parts: ControllerParts): OperationController {
  const { store, ca } = parts;
  const { read, dispatch } = store;
  const keeper = keepHost(parts.connect);
  let loginAbort = new AbortController();
  let surveying: Promise<void> | undefined;
  let runAbort = new AbortController();
  let answerComparison: (isConfirmed: boolean) => void = () => undefined;

  const getHost = async () => (await keeper.get()).call;

  async function survey(): Promise<void> {
    await attempt(
      async () => {
        const { call, hello } = await keeper.get();
        const found = await surveyTokens(call, read().operation, hello.architecture, parts.isOfSite);
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
    const { form, resuming, isLastTryAccepted } = read();
    const choice = findChoice(read());
    const fieldErrors = checkForm(form, choice?.token, isLastTryAccepted);
    if (!choice || Object.keys(fieldErrors).length > 0) return dispatch({ type: 'reject-fields', fieldErrors });
    const { token, certificate } = choice;
    const pin = token.pin.isTypedOnReader ? undefined : form.pin;
    dispatch({ type: 'check-started' });
    await attempt(
      async () => {
        const host = await getHost();
        const clerk = {
          token,
          certificateHash: certificate.hash,
          pin,
          needsOrder: resuming === undefined,
          orderNumber: read().orderNumber,
        };
        const order = await verifyClerk(clerk, { host, ca, signal: runAbort.signal });
        if (order && 'chipNumber' in order && !isOrderForToken(order, token)) {
          const text = translate('field_choice_other_token', order.chipNumber);
          return dispatch({ type: 'reject-fields', fieldErrors: { choice: text } });
        }
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

  function makeTools(host: HostConnection['call'], signal: AbortSignal): ChangeTools {
    return {
      host,
      ca,
      signal,
      sleep,
      now: () => performance.now(),
      onStep: (step) => dispatch({ type: 'step', step }),
      onProgress: (progress) => dispatch({ type: 'progress', progress }),
      confirmSubject: (offered) =>
        new Promise((resolve) => {
          answerComparison = resolve;
          dispatch({ type: 'compare', offered });
        }),
    };
  }

  function start(job: RenewalJob, tools: ChangeTools): Promise<Installation | undefined> {
    return job.operation === 'renew' ? renewCertificate(job, tools) : changeCertificate(job, tools);
  }

  async function runOrder(orderId: string, knowsOrder: boolean): Promise<void> {
    runAbort = new AbortController();
    dispatch({ type: 'run-started', orderId, startedAt: Date.now() });
    await attempt(
      async () => {
        const host = await getHost();
        const isJournalled =
          knowsOrder && (await host('list-orders', {})).orders.some((order) => order.orderId === orderId);
        const job = makeJob(read(), orderId, parts.trust);
        const tools = makeTools(host, runAbort.signal);
        const installation = isJournalled ? await resumeOrder(job, tools) : await start(job, tools);
        if (!installation) return dispatch({ type: 'comparison-declined' });
        const { certificate, isConfirmed, encryptionCertificate, otherCertificates, isSignatureLegacy } = installation;
        dispatch({
          type: 'finished',
          certificate,
          aftermath: {
            isConfirmed,
            ...(encryptionCertificate ? { encryptionCertificate } : {}),
            ...(otherCertificates ? { otherCertificates } : {}),
            ...(isSignatureLegacy ? { isSignatureLegacy } : {}),
          },
        });
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

  async function renewByOrder(): Promise<void> {
    const { form } = read();
    const choice = findChoice(read());
    await parts.openRenewByOrder({
      unitName: choice?.certificate.unitName ?? '',
      socialInsuranceNumber: choice?.certificate.socialInsuranceNumbers[0]?.value ?? '',
      creditCode: choice?.certificate.creditCode ?? '',
      chipNumber: choice?.token.chipNumber ?? '',
      agentName: form.agentName,
      agentPhone: form.agentPhone,
    });
  }

  /** Something that the order service answers without doing anything. */
  async function askOrder(signal: AbortSignal): Promise<unknown> {
    const { orderNumber, run } = read();
    if (run) return ca.askStatus(run.orderId, signal);
    const chipNumber = findChoice(read())?.token.chipNumber ?? '';
    return orderNumber === undefined ? ca.findOrder(chipNumber, signal) : ca.readOrder(orderNumber, signal);
  }

  async function logIn(): Promise<void> {
    await parts.openLogin();
    if (read().isLoginAwaited) return;
    dispatch({ type: 'login-awaited', isAwaited: true });
    loginAbort = new AbortController();
    const { signal } = loginAbort;
    await attempt(
      async () => {
        await waitForLogin(askOrder, { sleep, signal });
        // The clerk may have gone on with something else meanwhile.
        const { error, screen } = read();
        if (error?.code !== 'CA_LOGIN_NEEDED') return;
        await (screen === 'failed' ? runOrder(read().run?.orderId ?? crypto.randomUUID(), true) : verify());
      },
      () => undefined,
    );
    dispatch({ type: 'login-awaited', isAwaited: false });
  }

  async function startOver(): Promise<void> {
    dispatch({ type: 'start-over' });
    await refresh();
  }

  return {
    refresh,
    watchTokens: keeper.watchTokens,
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
    answerComparison: (isConfirmed) => {
      if (isConfirmed) dispatch({ type: 'comparison-confirmed', startedAt: Date.now() });
      answerComparison(isConfirmed);
    },
    renewByOrder,
    logIn,
    abandon,
    startOver,
    close: () => {
      dispatch({ type: 'forget-pin' });
      loginAbort.abort();
      keeper.close();
    },
  };
}
