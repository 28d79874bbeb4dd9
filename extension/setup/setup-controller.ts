// Looks after the facts of the setup page: when each is looked at again, and over which connection the host is asked.
import { toAppError } from '../../shared/errors/app-error.ts';
import { createStore, type Store } from '../base/store.ts';
import type { ControlFindings } from '../controls/control-findings.ts';
import type { HostConnection } from '../host/connect-host.ts';
import { keepHost } from '../host/keep-host.ts';
import type { SiteProfile } from '../portal/profile.ts';
import type { SettingsProblem } from '../settings/merge-settings.ts';
import { gatherHostFacts, gatherSites } from './gather-facts.ts';
import type { PageReport } from './page-report.ts';
import type { HostFacts, SetupFacts } from './setup-facts.ts';

/** What the page does with the world; tests give their own. */
export interface SetupPort {
  readonly connect: () => Promise<HostConnection>;
  readonly readProfiles: () => Promise<readonly SiteProfile[]>;
  readonly hasAccess: (profile: SiteProfile) => Promise<boolean>;
  readonly readPage: () => Promise<PageReport | undefined>;
  readonly readFindings: () => Promise<ControlFindings>;
  readonly readSettingsProblems: () => Promise<readonly SettingsProblem[]>;
}

interface SetupState extends SetupFacts {
  /** The clerk asked for it and waits. */
  readonly isBusy: boolean;
}

export interface SetupController {
  readonly store: Store<SetupState, Partial<SetupState>>;
  /** Sites, settings and the page that was opened last: quick. */
  readonly lookAtBrowser: () => Promise<void>;
  readonly lookAtHost: () => Promise<void>;
  /** Everything anew, on the clerk's word. */
  readonly recheck: () => Promise<void>;
  /** Has the host tell of tokens that come and go; rejects when that ends. */
  readonly watchTokens: (onChange: () => void, signal: AbortSignal) => Promise<unknown>;
  readonly close: () => void;
}

export function createSetupController(port: SetupPort): SetupController {
  const store = createStore<SetupState, Partial<SetupState>>((state, change) => ({ ...state, ...change }), {
    isBusy: false,
  });
  const keeper = keepHost(port.connect);
  let looking: Promise<void> | undefined;

  async function askHost(): Promise<HostFacts> {
    try {
      const facts = await gatherHostFacts(await keeper.get());
      // The host reads its configuration once.
      if (facts.problem?.code === 'CONFIG_INVALID') keeper.close();
      return facts;
    } catch (error) {
      keeper.close();
      return { problem: toAppError(error) };
    }
  }

  function lookAtHost(): Promise<void> {
    looking ??= askHost()
      .then((host) => store.dispatch({ host }))
      .finally(() => {
        looking = undefined;
      });
    return looking;
  }

  async function lookAtBrowser(): Promise<void> {
    const [sites, page, findings, settingsProblems] = await Promise.all([
      port.readProfiles().then((profiles) => gatherSites(profiles, port.hasAccess)),
      port.readPage(),
      port.readFindings(),
      port.readSettingsProblems(),
    ]);
    store.dispatch({ sites, page: page ?? null, findings, settingsProblems });
  }

  return {
    store,
    lookAtBrowser,
    lookAtHost,
    recheck: async () => {
      store.dispatch({ isBusy: true });
      await Promise.all([lookAtBrowser(), lookAtHost()]);
      store.dispatch({ isBusy: false });
    },
    watchTokens: keeper.watchTokens,
    close: keeper.close,
  };
}
