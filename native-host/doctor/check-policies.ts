// One check a browser: do its administrator's policies let the host and the extension be?
import {
  chromiumExtensionId,
  firefoxExtensionId,
  nativeHostName,
  storeExtensionIds,
} from '../../shared/product-ids.ts';
import type { DoctorCheck } from '../../shared/protocol/token-care.ts';
import type { BrowserPlaces } from '../registration/browsers.ts';
import { hideHome, type Machine } from '../registration/machine.ts';
import { judgePolicies } from './browser-policies.ts';
import { readPolicies } from './read-policies.ts';

/** @returns null when the browser has no policies that speak of us. @param scope of the manifest that counts */
export async function checkPolicies(
  machine: Machine,
  browser: BrowserPlaces,
  scope: 'user' | 'system' | null,
): Promise<DoctorCheck | null> {
  const sources = await readPolicies(machine, browser);
  if (sources.length === 0) return null;
  const extensionIds =
    browser.family === 'firefox' ? [firefoxExtensionId] : [chromiumExtensionId, ...storeExtensionIds];
  // The machine's files and keys add up to one set; a name that stands in several is the later one's.
  const policies = Object.assign({}, ...sources.map((source) => source.policies));
  const finding = judgePolicies(policies, { hostName: nativeHostName, extensionIds, isUserLevel: scope === 'user' });
  if (finding === 'none') return null;
  return {
    check: `policy-${browser.name}`,
    status: finding === 'installed-by-policy' ? 'ok' : 'problem',
    details: {
      browser: browser.title,
      reason: finding,
      source: sources.map(({ source }) => hideHome(machine, source)).join(', '),
    },
  };
}
