// Writes the machine-wide installer's source for wixl, from the host's own table of browsers. In ASCII: wixl cannot take
// Chinese, so build-msi.ts puts the words in afterwards.
//
// Properties for an administrator's command line, not remembered (an update wants them again):
//   BROWSERS              which browsers are registered with; all by default: chrome,edge,chromium,firefox,360,qq
//   EXTENSION_FORCELIST   1: Chromium's family installs the extension by policy; needs EXTENSION_UPDATE_URL
//   EXTENSION_UPDATE_URL  address of updates.xml, or of a store's update service
//   EXTENSION_ID          id under which that has the extension; by default this build's
//   HOST_ALLOWLIST        1: they may start the host although NativeMessagingBlocklist forbids others
import { createHash } from 'node:crypto';
import { type BrowserPlaces, listBrowsers } from '../../../native-host/registration/browsers.ts';
import { nativeHostName } from '../../../shared/product-ids.ts';
import { manifestName } from '../windows-manifests.ts';

/** Our entries in lists that other software writes to as well: a number that nobody else is likely to take. */
const policyEntry = '7001';

export const publicProperties = [
  'BROWSERS',
  'EXTENSION_FORCELIST',
  'EXTENSION_UPDATE_URL',
  'EXTENSION_ID',
  'HOST_ALLOWLIST',
] as const;

/** Conditions under which it installs at all; build-msi.ts gives each its sentence. */
export const launchConditions = {
  oldWindows: 'Installed OR WINDOWSMAJOR',
  noUpdateUrl: 'Installed OR NOT EXTENSION_FORCELIST OR EXTENSION_UPDATE_URL',
} as const;

export interface ProductSource {
  /** For wixl. Files come from `version/`, manifests and `product.ico` from the folder in which it runs. */
  readonly text: string;
  /** Component → condition, to be put into the database. */
  readonly conditions: Readonly<Record<string, string>>;
}

export interface ProductOptions {
  readonly version: string;
  readonly extensionId: string;
  /** Names of the files of the version's folder, the program first. */
  readonly files: readonly string[];
}

/** The same name gives the same id in every build. */
export function makeGuid(name: string): string {
  const hex = createHash('sha256').update(`cn.shebao.cert_assistant ${name}`).digest('hex').toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

interface Component {
  readonly id: string;
  readonly xml: string;
  /** When it is installed at all; wixl cannot say that. */
  readonly condition: string;
}

function makeComponent(id: string, content: string, { version = '', isWin64 = true, condition = '' } = {}): Component {
  const guid = makeGuid(`component ${id} ${version}`);
  const xml = `<Component Id="${id}" Guid="${guid}" Win64="${isWin64 ? 'yes' : 'no'}">${content}</Component>`;
  return { id, xml, condition };
}

function makeValue(key: string, name: string, value: string): string {
  const naming = name === '' ? '' : ` Name="${name}"`;
  return `<RegistryValue Root="HKLM" Key="${key}"${naming} Type="string" Value="${value}" KeyPath="yes"/>`;
}

/** 32-bit browsers look into their own view of the registry first, older ones only there. */
function registerBrowser({ name, family, win32 }: BrowserPlaces): Component[] {
  const key = `Software\\${win32?.key}\\NativeMessagingHosts\\${nativeHostName}`;
  const content = makeValue(key, '', `[INSTALLDIR]${manifestName(family)}`);
  const condition = `BROWSERS >< "${name}"`;
  return [true, false].map((isWin64) =>
    makeComponent(`Host_${name}_${isWin64 ? 64 : 32}`, content, { isWin64, condition }),
  );
}

function writePolicies({ name, family, win32 }: BrowserPlaces): Component[] {
  if (family !== 'chromium' || win32?.policyKey === undefined) return [];
  const write = (id: string, property: string, list: string, value: string) =>
    makeComponent(`${id}_${name}`, makeValue(`Software\\Policies\\${win32.policyKey}\\${list}`, policyEntry, value), {
      condition: `${property} = "1" AND BROWSERS >< "${name}"`,
    });
  return [
    write('Forcelist', 'EXTENSION_FORCELIST', 'ExtensionInstallForcelist', '[EXTENSION_ID];[EXTENSION_UPDATE_URL]'),
    write('Allowlist', 'HOST_ALLOWLIST', 'NativeMessagingAllowlist', nativeHostName),
  ];
}

export function writeProduct({ version, extensionId, files }: ProductOptions): ProductSource {
  const fileComponents = files.map((name, index) =>
    makeComponent(`File_${index}`, `<File Id="File_${index}" Source="version/${name}" Name="${name}" KeyPath="yes"/>`, {
      version,
    }),
  );
  const manifests = (['chromium', 'firefox'] as const).map((family) => {
    const name = manifestName(family);
    return makeComponent(`Manifest_${family}`, `<File Id="${name}" Source="${name}" Name="${name}" KeyPath="yes"/>`);
  });
  const browsers = listBrowsers('win32');
  const registry = [
    // The installer for one user looks here, and steps back.
    makeComponent('Version', makeValue('Software\\ShebaoCertAssistant', 'Version', version)),
    ...browsers.flatMap(registerBrowser),
    ...browsers.flatMap(writePolicies),
  ];
  const everything = [...fileComponents, ...manifests, ...registry];
  const conditioned = everything.filter(({ condition }) => condition !== '');
  const conditions = Object.fromEntries(conditioned.map(({ id, condition }) => [id, condition]));
  const text = `<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Id="${makeGuid(`product ${version}`)}" UpgradeCode="${makeGuid('upgrade')}" Version="${version}"
  Name="product" Manufacturer="publisher" Language="2052" Codepage="65001">
<Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine" Languages="2052" Description="product"/>
<MajorUpgrade DowngradeErrorMessage="newer"/>
<Media Id="1" Cabinet="product.cab" EmbedCab="yes"/>
<Icon Id="product.ico" SourceFile="product.ico"/>
<Property Id="ARPPRODUCTICON" Value="product.ico"/>
<Property Id="ARPNOMODIFY" Value="1"/>
<Property Id="BROWSERS" Value="${browsers.map(({ name }) => name).join(',')}"/>
<Property Id="EXTENSION_ID" Value="${extensionId}"/>
<Property Id="WINDOWSMAJOR"><RegistrySearch Id="FindWindowsMajor" Root="HKLM"
  Key="SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion" Name="CurrentMajorVersionNumber" Type="raw"/></Property>
<Condition Message="oldWindows">${launchConditions.oldWindows}</Condition>
<Condition Message="noUpdateUrl">${launchConditions.noUpdateUrl}</Condition>
<Directory Id="TARGETDIR" Name="SourceDir">
<Directory Id="ProgramFiles64Folder">
<Directory Id="INSTALLDIR" Name="ShebaoCertAssistant">
<Directory Id="VERSIONDIR" Name="${version}">
${fileComponents.map(({ xml }) => xml).join('\n')}
</Directory>
${[...manifests, ...registry].map(({ xml }) => xml).join('\n')}
</Directory>
</Directory>
</Directory>
<Feature Id="Main" Title="Main" Level="1">
${everything.map(({ id }) => `<ComponentRef Id="${id}"/>`).join('\n')}
</Feature>
</Product>
</Wix>
`;
  return { text, conditions };
}
