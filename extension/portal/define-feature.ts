// What a feature is: one thing that we add to a recognised page. Aborting the signal takes every trace of it away.
import type { DetectedPage } from './detect-page.ts';
import type { PageKind } from './page-kinds.ts';
import type { LaunchRequest } from './page-messages.ts';

export interface FeatureTools {
  /** Ends the feature: whatever it added or changed is put back as it was. */
  readonly signal: AbortSignal;
  /** Asks the background for the operation window. */
  readonly openOperation: (request: LaunchRequest) => Promise<void>;
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
  readonly init: (page: DetectedPage<K>, tools: FeatureTools) => void;
}): Feature {
  const kinds: readonly PageKind[] = feature.kinds;
  const isOurs = (page: DetectedPage): page is DetectedPage & DetectedPage<K> => kinds.includes(page.kind);
  return {
    id: feature.id,
    start: (page, tools) => {
      if (isOurs(page)) feature.init(page, tools);
    },
  };
}

/** Starts all of `features` that fit the page. */
export function runFeatures(features: readonly Feature[], page: DetectedPage, tools: FeatureTools): void {
  for (const feature of features) feature.start(page, tools);
}
