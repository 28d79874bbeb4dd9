// Writes the part of the installer script that registers the host with browsers, from the host's own table of them.
import { type BrowserPlaces, listBrowsers } from '../../../native-host/registration/browsers.ts';
import { nativeHostName } from '../../../shared/product-ids.ts';
import { manifestName } from '../windows-manifests.ts';

/** Browsers that are registered with whether they are there or not: a clerk may install one tomorrow. */
const common = new Set(['chrome', 'edge', 'chromium', 'firefox']);

/** Two NSIS macros, `RegisterBrowsers` and `UnregisterBrowsers`, below HKCU. */
export function writeBrowsers(): string {
  const browsers = listBrowsers('win32');
  return [
    '!macro RegisterBrowsers',
    ...browsers.flatMap(register),
    '!macroend',
    '',
    '!macro UnregisterBrowsers',
    ...browsers.flatMap(unregister),
    '!macroend',
    '',
  ].join('\r\n');
}

const hostsKey = ({ win32 }: BrowserPlaces) => `Software\\${win32?.key}\\NativeMessagingHosts`;

function register(browser: BrowserPlaces): string[] {
  const { name, family, win32 } = browser;
  const write = `  WriteRegStr HKCU "${hostsKey(browser)}\\${nativeHostName}" "" "$INSTDIR\\${manifestName(family)}"`;
  if (common.has(name)) return [write];
  return [
    '  StrCpy $R0 ""',
    ...(win32?.signs ?? []).flatMap((sign) => [
      `  ExpandEnvStrings $R1 "${sign}"`,
      '  IfFileExists "$R1" 0 +2',
      '  StrCpy $R0 "there"',
    ]),
    '  StrCmp $R0 "" +2',
    write,
  ];
}

/** The key goes, and with it each folder of keys above it that nobody else uses. */
function unregister(browser: BrowserPlaces): string[] {
  const parents = hostsKey(browser).split('\\').slice(1);
  return [
    `  DeleteRegKey HKCU "${hostsKey(browser)}\\${nativeHostName}"`,
    ...parents.map(
      (_, index) => `  DeleteRegKey /ifempty HKCU "Software\\${parents.slice(0, parents.length - index).join('\\')}"`,
    ),
  ];
}
