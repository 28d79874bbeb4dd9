// What a feature is: one thing that we add to a recognised page. Aborting the signal takes every trace of it away.
import type { DetectedPage } from './detect-page.ts';
import type { PageKind } from './page-kinds.ts';
import type { KeyTableAnswer, LaunchRequest, SeenOrder } from './page-messages.ts';
import type { SiteProfile } from './profile.ts';

export interface FeatureTools {
  /** Ends the feature: whatever it added or changed is put back as it was. */
  readonly signal: AbortSignal;
  /** Asks the background for the operation window. */
  readonly openOperation: (request: LaunchRequest) => Promise<void>;
  /** Tells the background what 订单查询 says. */
  readonly reportOrders: (orders: readonly SeenOrder[]) => Promise<void>;
  /** Tells the background that the clerk is logged in. */
  readonly reportClerk: () => Promise<void>;
  /** Asks which row of the 钥匙盘 table is plugged in; undefined when the host cannot be asked. */
  readonly askKeyTable: () => Promise<KeyTableAnswer | undefined>;
  /** Wraps what runs after the start (clicks, observers, answers): what it throws is reported as the feature's failure. */
  readonly later: <A extends unknown[]>(action: (...given: A) => void | Promise<void>) => (...given: A) => void;
  /** Of the site on which the page stands. */
  readonly profile: SiteProfile;
}

export interface Feature {
  readonly id: string;
  /** Does nothing on pages of other kinds than the feature's own. It may throw, then or later. */
  readonly start: (page: DetectedPage, tools: FeatureTools) => void | Promise<void>;
}

/** A feature for pages of the given kinds; `init` knows the parts of those pages by name. */
export function defineFeature<K extends PageKind>(feature: {
  readonly id: string;
  readonly kinds: readonly K[];
  readonly init: (page: DetectedPage<K>, tools: FeatureTools) => void | Promise<void>;
}): Feature {
  const kinds: readonly PageKind[] = feature.kinds;
  const isOurs = (page: DetectedPage): page is DetectedPage & DetectedPage<K> => kinds.includes(page.kind);
  return { id: feature.id, start: (page, tools) => (isOurs(page) ? feature.init(page, tools) : undefined) };
}

/**
 * Starts all of `features` that fit the page. One that throws while it starts, at once or by a promise, is taken off the page
 * again and does not keep the others from starting; one whose click or observer throws later stays.
 * @param reportFailure hears the ids of both, at most once each
 */
export function runFeatures(
  features: readonly Feature[],
  page: DetectedPage,
  tools: Omit<FeatureTools, 'later'>,
  reportFailure: (id: string) => void,
): void {
  for (const { id, start } of features) {
    const ownEnd = new AbortController();
    const signal = AbortSignal.any([tools.signal, ownEnd.signal]);
    let hasFailed = false;
    const fail = () => {
      // What a page that has gone away keeps from being finished is no failure.
      if (!hasFailed && !tools.signal.aborted) reportFailure(id);
      hasFailed = true;
    };
    const attempt = (action: () => void | Promise<void>, onFailure: () => void) => {
      try {
        action()?.catch(onFailure);
      } catch {
        onFailure();
      }
    };
    const later: FeatureTools['later'] =
      (action) =>
      (...given) =>
        attempt(() => action(...given), fail);
    attempt(
      () => start(page, { ...tools, signal, later }),
      () => {
        fail();
        ownEnd.abort();
      },
    );
  }
}
