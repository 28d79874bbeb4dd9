// Carries out one question: looks what is plugged in, checks the form, does the work, gives the answer.
import { AppError, toAppError } from '../../../shared/errors/app-error.ts';
import { translate } from '../../base/i18n.ts';
import type { Store } from '../../base/store.ts';
import type { ControlAnswer } from '../../controls/control-call.ts';
import type { ClerkQuestion } from '../../controls/question-messages.ts';
import { explainNoToken } from '../../flows/survey-tokens.ts';
import type { HostKeeper } from '../../host/keep-host.ts';
import { checkPinChange } from '../parts/check-new-pin.ts';
import { type ControlAction, type ControlState, findChosen } from './control-state.ts';
import { doControlWork } from './do-control-work.ts';
import { findChoices } from './find-choices.ts';

export interface ControlController {
  readonly refresh: () => Promise<void>;
  readonly confirm: () => Promise<void>;
  readonly cancel: () => void;
}

interface Tools {
  readonly question: ClerkQuestion;
  readonly store: Store<ControlState, ControlAction>;
  readonly host: HostKeeper;
  readonly pinnedCaCertificates: readonly string[];
  /** Of the site's CA; undefined where its profile names none. */
  readonly issuerNames: readonly string[] | undefined;
  readonly answer: (answer: ControlAnswer) => void;
}

/** Questions that need no PIN. */
const isPinless = (kind: ClerkQuestion['call']['kind']) => kind === 'certificates' || kind === 'choose';

export function createControlController({
  question,
  store,
  host,
  pinnedCaCertificates,
  issuerNames,
  answer,
}: Tools): ControlController {
  const { call, origin: site } = question;

  function explainNoChoice(foreignIssuers: readonly string[]): AppError {
    if (foreignIssuers.length > 0)
      return new AppError('TOKEN_UNSUPPORTED', { issuerNames: [...new Set(foreignIssuers)].join(', ') });
    return new AppError(call.kind === 'install' || 'certificate' in call ? 'TOKEN_CHANGED' : 'TOKEN_UNSUPPORTED');
  }

  async function survey(): Promise<ControlAction> {
    const { call: ask, hello } = await host.get();
    const { tokens, drivers } = await ask('list-tokens', {});
    if (tokens.length === 0) throw explainNoToken(drivers, hello.architecture);
    const response =
      call.kind === 'install' ? await ask('read-response', { site, response: call.response }) : undefined;
    const { choices, foreign } = findChoices(question, tokens, {
      issuerNames,
      oldCertificateHash: response?.oldCertificateHash,
    });
    const [first] = choices;
    if (!first) throw explainNoChoice(foreign.map(({ certificate }) => certificate.issuerName));
    const { chosen, picked } = store.read();
    const isThere = (hash: string) => choices.some(({ certificate }) => certificate.hash === hash);
    const only = choices.length === 1 ? first.certificate.hash : '';
    const kept = picked.filter(isThere);
    return {
      choices,
      chosen: isThere(chosen) ? chosen : only,
      picked: kept.length === 0 && only !== '' ? [only] : kept,
      delivered: response,
    };
  }

  async function refresh(): Promise<void> {
    try {
      store.dispatch({ ...(await survey()), screen: 'question', error: undefined });
    } catch (error) {
      store.dispatch({ screen: 'blocked', error: toAppError(error) });
    }
  }

  function findFaults(state: ControlState): ControlState['fieldErrors'] {
    const chosen = findChosen(state);
    if (call.kind === 'certificates')
      return state.picked.length > 0 ? {} : { choice: translate('control_choose_error') };
    if (!chosen) return { choice: translate('control_choose_error') };
    const { pin } = chosen.token;
    if (isPinless(call.kind) || pin.isTypedOnReader) return {};
    if (pin.state === 'final-try' && !state.isLastTryAccepted) return { lastTry: translate('last_try_missing') };
    if (call.kind === 'change-pin') {
      const { pin: oldPin, newPin, repeatPin } = state.pins;
      const { oldPin: oldError, ...others } = checkPinChange({ oldPin, newPin, repeatPin, adminPin: '' }, chosen.token);
      return { ...others, ...(oldError === undefined ? {} : { pin: oldError }) };
    }
    return state.pins.pin === '' ? { pin: translate('field_pin_empty') } : {};
  }

  async function confirm(): Promise<void> {
    const state = store.read();
    if (state.screen !== 'question') return;
    const fieldErrors = findFaults(state);
    store.dispatch({ fieldErrors, error: undefined });
    if (Object.keys(fieldErrors).length > 0) return;
    store.dispatch({ screen: 'busy', progress: undefined });
    try {
      const { call: ask } = await host.get();
      const onProgress = (progress: ControlState['progress']) => store.dispatch({ progress });
      const value = await doControlWork(question, state, { host: ask, pinnedCaCertificates, onProgress });
      answer({ ok: true, value });
    } catch (error) {
      const pins = { pin: '', newPin: '', repeatPin: '' };
      // The U盾's own word on its PIN has changed by then.
      const seen = await survey().catch(() => ({}));
      store.dispatch({ ...seen, screen: 'question', error: toAppError(error), pins, isLastTryAccepted: false });
    }
  }

  return {
    refresh,
    confirm,
    cancel() {
      const { error, screen } = store.read();
      // A key that is being made is waited for: the page must not think that there is none.
      if (screen === 'busy') return;
      const code = error?.code;
      const isOurs = code !== undefined && !code.startsWith('PIN_');
      answer({ ok: false, why: isOurs ? 'failed' : 'cancelled', ...(isOurs ? { code } : {}) });
    },
  };
}
