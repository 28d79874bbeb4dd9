// What a feature is: one thing that we add to a recognised page. Aborting the signal takes every trace of it away.
import type { DetectedPage } from './detect-page.ts';
import type { LaunchRequest } from './launch-request.ts';

export interface FeatureTools {
  /** Ends the feature: whatever it added or changed is put back as it was. */
  readonly signal: AbortSignal;
  /** Asks the background for the operation window. */
  readonly openOperation: (request: LaunchRequest) => Promise<void>;
}

export interface Feature {
  readonly id: string;
  /** True on pages where the feature has something to do. */
  readonly include: (page: DetectedPage) => boolean;
  readonly init: (page: DetectedPage, tools: FeatureTools) => void;
}

/** A feature as it is given; exists for the types. */
export function defineFeature(feature: Feature): Feature {
  return feature;
}

/** Starts all of `features` that fit the page. */
export function runFeatures(features: readonly Feature[], page: DetectedPage, tools: FeatureTools): void {
  for (const feature of features) {
    if (feature.include(page)) feature.init(page, tools);
  }
}
