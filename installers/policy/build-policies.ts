// The policy examples, filled in with the release's ids, as one zip for administrators.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firefoxExtensionId, nativeHostName } from '../../shared/product-ids.ts';
import { readUpdateBase } from '../extension/update-base.ts';
import { type Release, type ReleaseFile, rootFolder } from '../release/release.ts';
import { writeZip, type ZipEntry } from '../release/write-zip.ts';
import { languages } from './admx-words.ts';
import { makeAdml, makeAdmx, type SettingsSchema } from './make-admx.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const admxName = 'shebao-cert-assistant';

export async function buildPolicies(release: Release): Promise<ReleaseFile[]> {
  const name = `shebao-cert-assistant-${release.version}-policies.zip`;
  await writeZip(release, await makePolicyFiles(release), join(release.outFolder, name));
  return [{ name, platform: 'any', kind: 'policy examples for administrators' }];
}

/** Each example as an administrator gets it. */
export async function makePolicyFiles({
  identity,
  version,
}: Pick<Release, 'identity' | 'version'>): Promise<ZipEntry[]> {
  const common = {
    EXTENSION_ID: identity.chromiumId,
    FIREFOX_ID: firefoxExtensionId,
    HOST_NAME: nativeHostName,
    UPDATE_BASE: readUpdateBase() ?? 'https://update.example',
    VERSION: version,
  };
  const chrome = { ...common, POLICY_KEY: 'Google\\Chrome', PIN_NAME: 'toolbar_pin', PIN_VALUE: 'force_pinned' };
  const edge = { ...common, POLICY_KEY: 'Microsoft\\Edge', PIN_NAME: 'toolbar_state', PIN_VALUE: 'force_shown' };
  const settings = await readSettingsSchema();
  const text = (name: string, content: string): ZipEntry => ({ name, content: Buffer.from(content) });
  // regedit reads UTF-8 as if it were the system's code page; UTF-16 with its mark it reads right.
  const registry = (name: string, content: string): ZipEntry => ({
    name,
    content: Buffer.from(`\uFEFF${content.replaceAll('\n', '\r\n')}`, 'utf16le'),
  });
  return [
    text('README.md', await readFile(join(here, 'README.md'), 'utf8')),
    text('firefox/policies.json', await fillTemplate('firefox.json', common)),
    text('linux/shebao-cert-assistant.json', await fillTemplate('chromium.json', common)),
    text(`windows/PolicyDefinitions/${admxName}.admx`, makeAdmx(settings, identity.chromiumId)),
    ...languages.map((language) =>
      text(`windows/PolicyDefinitions/${language}/${admxName}.adml`, makeAdml(settings, language)),
    ),
    registry('windows/chrome.reg', await fillTemplate('chromium.reg', chrome)),
    registry('windows/edge.reg', await fillTemplate('chromium.reg', edge)),
  ];
}

async function readSettingsSchema(): Promise<SettingsSchema> {
  const text = await readFile(join(rootFolder, 'extension', 'public', 'managed-schema.json'), 'utf8');
  return (JSON.parse(text) as { properties: SettingsSchema }).properties;
}

/** @throws Error for a name in the template that has no value */
async function fillTemplate(name: string, values: Readonly<Record<string, string>>): Promise<string> {
  const template = await readFile(join(here, 'templates', name), 'utf8');
  return template.replace(/@([A-Z_]+)@/g, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`${name}: no value for ${key}`);
    return value;
  });
}
