// Where each browser looks for native hosts and for policies, by platform. Data only.
// Sources: Chrome's and Mozilla's native-messaging pages, Microsoft's for Edge; 360 and QQ by hearsay, never seen.
import type { Platform } from './machine.ts';

type BrowserName = 'chrome' | 'edge' | 'chromium' | 'firefox' | '360' | 'qq';

/** How a manifest names its callers: `allowed_origins` or `allowed_extensions`. */
export type BrowserFamily = 'chromium' | 'firefox';

interface PosixPlaces {
  /** Folder of native manifests, per user. First found wins: the user's comes before the system's. */
  readonly userFolder: string;
  readonly systemFolder: string;
  /** Where a distribution's own build looks instead, and what shows that build to be there. */
  readonly distribution?: { readonly systemFolder: string; readonly signs: readonly string[] };
  /** Folder of JSON files (Chromium's family), or the one file (Firefox), that hold policies. */
  readonly policies: readonly string[];
  /** Files or folders that show the browser to be installed. */
  readonly signs: readonly string[];
}

interface WindowsPlaces {
  /** Below HKCU\Software or HKLM\Software. */
  readonly key: string;
  /** Below HKCU\Software\Policies or HKLM\Software\Policies; none where it is not known. */
  readonly policyKey?: string;
  readonly signs: readonly string[];
}

export interface BrowserPlaces {
  readonly name: BrowserName;
  readonly title: string;
  readonly family: BrowserFamily;
  readonly linux?: PosixPlaces;
  readonly darwin?: PosixPlaces;
  readonly win32?: WindowsPlaces;
}

export const browsers: readonly BrowserPlaces[] = [
  {
    name: 'chrome',
    title: 'Google Chrome',
    family: 'chromium',
    linux: {
      userFolder: '$CONFIG/google-chrome/NativeMessagingHosts',
      systemFolder: '/etc/opt/chrome/native-messaging-hosts',
      policies: ['/etc/opt/chrome/policies/managed'],
      signs: ['/opt/google/chrome'],
    },
    darwin: {
      userFolder: '~/Library/Application Support/Google/Chrome/NativeMessagingHosts',
      systemFolder: '/Library/Google/Chrome/NativeMessagingHosts',
      policies: [],
      signs: ['/Applications/Google Chrome.app'],
    },
    win32: {
      key: 'Google\\Chrome',
      policyKey: 'Google\\Chrome',
      signs: [
        '%ProgramFiles%\\Google\\Chrome\\Application\\chrome.exe',
        '%ProgramFiles(x86)%\\Google\\Chrome\\Application\\chrome.exe',
        '%LocalAppData%\\Google\\Chrome\\Application\\chrome.exe',
      ],
    },
  },
  {
    name: 'edge',
    title: 'Microsoft Edge',
    family: 'chromium',
    linux: {
      userFolder: '$CONFIG/microsoft-edge/NativeMessagingHosts',
      systemFolder: '/etc/opt/edge/native-messaging-hosts',
      policies: ['/etc/opt/edge/policies/managed'],
      signs: ['/opt/microsoft/msedge'],
    },
    darwin: {
      userFolder: '~/Library/Application Support/Microsoft Edge/NativeMessagingHosts',
      systemFolder: '/Library/Microsoft/Edge/NativeMessagingHosts',
      policies: [],
      signs: ['/Applications/Microsoft Edge.app'],
    },
    win32: {
      key: 'Microsoft\\Edge',
      policyKey: 'Microsoft\\Edge',
      signs: [
        '%ProgramFiles(x86)%\\Microsoft\\Edge\\Application\\msedge.exe',
        '%ProgramFiles%\\Microsoft\\Edge\\Application\\msedge.exe',
      ],
    },
  },
  {
    name: 'chromium',
    title: 'Chromium',
    family: 'chromium',
    linux: {
      userFolder: '$CONFIG/chromium/NativeMessagingHosts',
      systemFolder: '/etc/chromium/native-messaging-hosts',
      policies: ['/etc/chromium/policies/managed'],
      signs: ['/usr/lib/chromium', '/usr/lib64/chromium-browser'],
    },
    darwin: {
      userFolder: '~/Library/Application Support/Chromium/NativeMessagingHosts',
      systemFolder: '/Library/Application Support/Chromium/NativeMessagingHosts',
      policies: [],
      signs: ['/Applications/Chromium.app'],
    },
    win32: {
      key: 'Chromium',
      policyKey: 'Chromium',
      signs: ['%LocalAppData%\\Chromium\\Application\\chrome.exe'],
    },
  },
  {
    name: 'firefox',
    title: 'Firefox',
    family: 'firefox',
    linux: {
      userFolder: '~/.mozilla/native-messaging-hosts',
      systemFolder: '/usr/lib/mozilla/native-messaging-hosts',
      // Built where /usr/lib64 is for 64-bit libraries (Fedora, openSUSE and theirs), Firefox looks there and not in /usr/lib; Mozilla's
      // own builds look in /usr/lib on the same machines.
      distribution: {
        systemFolder: '/usr/lib64/mozilla/native-messaging-hosts',
        signs: ['/usr/lib64/firefox', '/usr/lib64/firefox-esr'],
      },
      policies: [
        '/etc/firefox/policies/policies.json',
        '/usr/lib/firefox/distribution/policies.json',
        '/usr/lib/firefox-esr/distribution/policies.json',
        '/usr/lib64/firefox/distribution/policies.json',
        '/usr/lib64/firefox-esr/distribution/policies.json',
      ],
      signs: [
        '/usr/lib/firefox',
        '/usr/lib/firefox-esr',
        '/usr/lib64/firefox',
        '/usr/lib64/firefox-esr',
        '/opt/firefox',
      ],
    },
    darwin: {
      userFolder: '~/Library/Application Support/Mozilla/NativeMessagingHosts',
      systemFolder: '/Library/Application Support/Mozilla/NativeMessagingHosts',
      policies: ['/Applications/Firefox.app/Contents/Resources/distribution/policies.json'],
      signs: ['/Applications/Firefox.app'],
    },
    win32: {
      key: 'Mozilla',
      policyKey: 'Mozilla\\Firefox',
      signs: [
        '%ProgramFiles%\\Mozilla Firefox\\firefox.exe',
        '%ProgramFiles(x86)%\\Mozilla Firefox\\firefox.exe',
        '%LocalAppData%\\Mozilla Firefox\\firefox.exe',
      ],
    },
  },
  {
    name: '360',
    title: '360 极速浏览器',
    family: 'chromium',
    win32: {
      key: '360Chrome\\Chrome',
      signs: [
        '%LocalAppData%\\360ChromeX\\Chrome\\Application\\360ChromeX.exe',
        '%LocalAppData%\\360Chrome\\Chrome\\Application\\360chrome.exe',
      ],
    },
  },
  {
    name: 'qq',
    title: 'QQ 浏览器',
    family: 'chromium',
    win32: {
      key: 'Tencent\\QQBrowser',
      signs: [
        '%ProgramFiles(x86)%\\Tencent\\QQBrowser\\QQBrowser.exe',
        '%ProgramFiles%\\Tencent\\QQBrowser\\QQBrowser.exe',
      ],
    },
  },
];

/** The browsers that the product knows on this platform. */
export function listBrowsers(platform: Platform): BrowserPlaces[] {
  return browsers.filter((browser) => browser[platform] !== undefined);
}
