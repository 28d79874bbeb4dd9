// What features are given, with the background's answers made up.
import { vi } from 'vitest';
import type { FeatureTools } from '../../../../extension/portal/define-feature.ts';
import { chongqingProfile } from '../../../../extension/portal/profiles/chongqing.ts';

export function makeTools(
  signal: AbortSignal,
  openOperation: FeatureTools['openOperation'],
  answers: Partial<FeatureTools> = {},
): Omit<FeatureTools, 'later'> {
  return {
    signal,
    openOperation,
    profile: chongqingProfile,
    reportOrders: vi.fn(async () => undefined),
    reportClerk: vi.fn(async () => undefined),
    askKeyTable: async () => undefined,
    ...answers,
  };
}
