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
  /** Of the site on which the page stands. */
  readonly profile: SiteProfile;
}

export interface Feature {
  readonly id: string;
  /** Does nothing on pages of other kinds than the feature's own. */
  readonly start: (page: DetectedPage, tools: FeatureTools) => void;
}

/** A feature for pages of the given kinds; `init` knows the parts of those pages by name. */
export function defineFeature<K extends PageKind>(feature: {
  readonly id: string;
  readonly kinds: readonly K[];
  readonly init: (page: DetectedPage<K>, tools: FeatureTools) => void | Promise<void>;
}): Feature {
  const kinds: readonly PageKind[] = feature.kinds;
  const isOurs = (page: DetectedPage): page is DetectedPage & DetectedPage<K> => kinds.includes(page.kind);
  return {
    id: feature.id,
    start: (page, tools) => {
      if (isOurs(page)) void feature.init(page, tools);
    },
  };
}

/** Starts all of `features` that fit the page. */
export function runFeatures(features: readonly Feature[], page: DetectedPage, tools: FeatureTools): void {
  for (const feature of features) feature.start(page, tools);
}
