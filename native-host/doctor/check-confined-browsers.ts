// Browsers from a snap or a flatpak live in a cage and cannot start a program outside of it. Firefox's snap asks the desktop to do it:
// the WebExtensions portal, which Ubuntu's xdg-desktop-portal has since 22.04 and others' have not.
import { existsSync } from 'node:fs';
import type { DoctorCheck } from '../../shared/protocol/token-care.ts';
import { expandPath, type Machine } from '../registration/machine.ts';

const snaps = [
  '/snap/bin/firefox',
  '/snap/bin/chromium',
  '/var/lib/snapd/snap/bin/firefox',
  '/var/lib/snapd/snap/bin/chromium',
];
const flatpakNames = ['org.mozilla.firefox', 'org.chromium.Chromium', 'com.google.Chrome', 'com.microsoft.Edge'];
const flatpaks = flatpakNames.flatMap((name) => [`/var/lib/flatpak/app/${name}`, `~/.local/share/flatpak/app/${name}`]);

function nameCage(path: string): string {
  if (path.includes('flatpak')) return 'flatpak';
  return path.endsWith('/firefox') ? 'snap-firefox' : 'snap';
}

/** A warning a browser that cannot, or only with the desktop's help, work with the host; none where there is none. */
export function checkConfinedBrowsers(machine: Machine): DoctorCheck[] {
  if (machine.platform !== 'linux') return [];
  const found = [...snaps, ...flatpaks].filter((path) => existsSync(expandPath(machine, path)));
  return found.map((path, index) => ({
    check: `confined-browser-${index + 1}`,
    status: 'warning',
    details: { reason: nameCage(path), path },
  }));
}
