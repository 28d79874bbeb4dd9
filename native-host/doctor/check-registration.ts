// One check a browser: which manifest it finds first, and whether that one starts this program for our extension.
import { existsSync } from 'node:fs';
import type { DoctorCheck } from '../../shared/protocol/token-care.ts';
import type { BrowserPlaces } from '../registration/browsers.ts';
import { type InspectedPlace, inspectPlace } from '../registration/inspect-place.ts';
import { expandPath, hideHome, type Machine } from '../registration/machine.ts';
import { listManifestPlaces } from '../registration/manifest-places.ts';

export interface RegistrationCheck {
  readonly check: DoctorCheck;
  /** Scope of the manifest that counts; null when there is none. */
  readonly scope: 'user' | 'system' | null;
}

/** Whether the browser seems to be installed; never certain, so its absence is no proof. */
function isInstalled(machine: Machine, browser: BrowserPlaces): boolean {
  return (browser[machine.platform]?.signs ?? []).some((sign) => existsSync(expandPath(machine, sign)));
}

/** First found wins, so a broken or foreign manifest in front hides a good one behind it. */
export async function checkRegistration(
  machine: Machine,
  browser: BrowserPlaces,
  launcher: string,
): Promise<RegistrationCheck> {
  const looked = listManifestPlaces(machine, browser).filter(({ isForOtherBuild }) => !isForOtherBuild);
  const places = await Promise.all(looked.map((place) => inspectPlace(place, launcher)));
  const [first, ...others] = places.filter(({ state }) => state !== 'absent');
  const name = `registration-${browser.name}`;
  if (!first) {
    const isThere = isInstalled(machine, browser);
    const reason = isThere ? 'not-registered' : 'browser-not-found';
    return {
      check: { check: name, status: isThere ? 'problem' : 'ok', details: { browser: browser.title, reason } },
      scope: null,
    };
  }
  const hidden = others.find(({ state }) => state === 'ours');
  const details = {
    browser: browser.title,
    reason: first.state === 'ours' ? 'registered' : first.state,
    ...describePlace(machine, first),
    ...(first.state !== 'ours' && hidden ? { hides: hideHome(machine, hidden.file) } : {}),
  };
  return {
    check: { check: name, status: first.state === 'ours' ? 'ok' : 'problem', details },
    scope: first.place.scope,
  };
}

function describePlace(machine: Machine, { place, file, program }: InspectedPlace): Record<string, string> {
  return {
    scope: place.scope,
    manifest: hideHome(machine, file),
    ...(place.registry ? { key: place.registry.key } : {}),
    ...(program === undefined ? {} : { program: hideHome(machine, program) }),
  };
}
