// The policy examples: what the extension makes of the values, what the browsers' policies then allow, what regedit would read.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { mergeSettings } from '../../../extension/settings/merge-settings.ts';
import { readExtensionIdentity } from '../../../installers/extension-identity.ts';
import { makePolicyFiles } from '../../../installers/policy/build-policies.ts';
import { makeAdml } from '../../../installers/policy/make-admx.ts';
import { rootFolder } from '../../../installers/release/release.ts';
import { type BrowserPolicies, judgePolicies, pickPolicies } from '../../../native-host/doctor/browser-policies.ts';
import { toPolicies } from '../../../native-host/doctor/read-policies.ts';
import { parseRegistryExport, toTreeKey } from '../../../native-host/registration/windows-registry.ts';
import { firefoxExtensionId, nativeHostName } from '../../../shared/product-ids.ts';
import { makeScratch, type Scratch } from '../../support/files/scratch.ts';
import { findPackage, readIndex } from '../support/packages.ts';

const identity = readExtensionIdentity({});
const schemaText = readFileSync(join(rootFolder, 'extension/public/managed-schema.json'), 'utf8');
const managedSchema = z.fromJSONSchema(JSON.parse(schemaText));
const settings = Object.keys(JSON.parse(schemaText).properties);
let scratch: Scratch;
let files: Map<string, Buffer>;
beforeAll(async () => {
  scratch = makeScratch();
  const made = await makePolicyFiles({ identity, version: '1.2.3' });
  files = new Map(made.map(({ name, content }) => [name, content]));
});
afterAll(() => scratch.remove());

const read = (name: string) => files.get(name)?.toString('utf8') ?? '';
const readJson = (name: string) => JSON.parse(read(name));

/** As the browser hands them over, the extension must take them without complaint. */
function expectGoodSettings(values: Record<string, unknown>) {
  expect(managedSchema.safeParse(values).error).toBeUndefined();
  const { problems, managedKeys } = mergeSettings(values, {});
  expect(problems).toEqual([]);
  expect([...managedKeys].sort()).toEqual(Object.keys(values).sort());
}

const judge = (policies: BrowserPolicies, id = identity.chromiumId) =>
  judgePolicies(policies, { hostName: nativeHostName, extensionIds: [id], isUserLevel: false });

test('nothing is left to fill in', () => {
  expect(files.size).toBe(8);
  for (const [name, content] of files) {
    const text = content.toString(name.endsWith('.reg') ? 'utf16le' : 'utf8');
    expect(text).not.toMatch(/@[A-Z_]+@/);
    expect(text.length).toBeGreaterThan(100);
  }
});

describe('Linux', () => {
  test('the extension takes its settings', () => {
    expectGoodSettings(readJson('linux/shebao-cert-assistant.json')['3rdparty'].extensions[identity.chromiumId]);
  });
  test('install the extension, and let the host be started where others are blocked', () => {
    const policies = pickPolicies(readJson('linux/shebao-cert-assistant.json'));
    expect(judge(policies)).toBe('installed-by-policy');
    expect(judge({ ...policies, NativeMessagingBlocklist: ['*'], ExtensionInstallBlocklist: ['*'] })).toBe(
      'installed-by-policy',
    );
  });
});

test('Firefox: takes the settings, installs the packaged add-on', () => {
  const { policies } = readJson('firefox/policies.json');
  expectGoodSettings(policies['3rdparty'].Extensions[firefoxExtensionId]);
  expect(judge(pickPolicies(policies), firefoxExtensionId)).toBe('installed-by-policy');
  expect(policies.ExtensionSettings[firefoxExtensionId].install_url).toMatch(
    /^https:\/\/update\.example\/.*-1\.2\.3-firefox\.xpi$/,
  );
});

describe.each([
  ['chrome', 'Google\\Chrome'],
  ['edge', 'Microsoft\\Edge'],
])('%s.reg', (name, key) => {
  const readTree = () => {
    const content = files.get(`windows/${name}.reg`);
    // What regedit needs to read Chinese right.
    expect(content?.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    const text = content?.toString('utf16le') ?? '';
    expect(text).not.toMatch(/[^\r]\n/);
    return parseRegistryExport(text);
  };

  test('installs the extension and lets the host be started', () => {
    const policies = toPolicies(readTree(), `HKLM\\SOFTWARE\\Policies\\${key}`);
    expect(policies.NativeMessagingAllowlist).toEqual([nativeHostName]);
    expect(policies.ExtensionSettings).toHaveProperty(identity.chromiumId);
    expect(judge(policies)).toBe('installed-by-policy');
  });

  test('the extension takes its settings, as Chromium converts them', () => {
    const values = readTree().get(
      toTreeKey(`HKLM\\SOFTWARE\\Policies\\${key}\\3rdparty\\extensions\\${identity.chromiumId}\\policy`),
    );
    const { properties } = JSON.parse(schemaText);
    // Chromium's RegistryDict: JSON for lists and objects, a number for a boolean.
    const converted = [...(values ?? [])].map(([setting, value]) => {
      const { type } = properties[setting];
      if (type === 'boolean') return [setting, value !== 0];
      return [setting, type === 'string' ? value : JSON.parse(String(value))];
    });
    expect(converted.length).toBeGreaterThan(3);
    expectGoodSettings(Object.fromEntries(converted));
  });
});

describe('group policy templates', () => {
  const queryXml = (name: string, query: string) => {
    const file = join(scratch.folder, name.replaceAll('/', '-'));
    writeFileSync(file, files.get(name) ?? '');
    const script = [
      'import sys, xml.etree.ElementTree as E',
      'n = {"p": "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"}',
      'for e in E.parse(sys.argv[1]).getroot().findall(sys.argv[2], n): print(dict(e.attrib, text=e.text or ""))',
    ].join('\n');
    const text = execFileSync('python3', ['-c', script, file, query], { encoding: 'utf8' });
    return text.trim().split('\n').filter(Boolean);
  };
  const admx = 'windows/PolicyDefinitions/shebao-cert-assistant.admx';

  test('have a policy for each setting in each browser, below the extension’s key', () => {
    const policies = queryXml(admx, './/p:policy');
    expect(policies).toHaveLength(settings.length * 2);
    for (const policy of policies)
      expect(policy).toContain(`3rdparty\\\\extensions\\\\${identity.chromiumId}\\\\policy`);
  });

  test.each(['zh-CN', 'en-US'])('every word that the template asks for is there in %s', (language) => {
    const adml = `windows/PolicyDefinitions/${language}/shebao-cert-assistant.adml`;
    const wanted = [...read(admx).matchAll(/\$\((string|presentation)\.(\w+)\)/g)].map(
      ([, kind, id]) => `${kind} ${id}`,
    );
    const there = ['string', 'presentation'].flatMap((kind) =>
      queryXml(adml, `.//p:${kind}`).map((line) => `${kind} ${/'id': '(\w+)'/.exec(line)?.[1]}`),
    );
    expect(new Set(there)).toEqual(new Set(wanted));
    expect(queryXml(adml, './/p:string').every((line) => !line.includes("'text': ''"))).toBe(true);
  });

  test('a setting without words stops the build', () => {
    expect(() => makeAdml({ somethingNew: { type: 'string' } }, 'zh-CN')).toThrow('somethingNew');
  });
});

test('the packaged examples name the packaged extension', () => {
  const { extension, version } = readIndex();
  const zip = findPackage('-policies.zip');
  const readPacked = (name: string) => execFileSync('unzip', ['-p', zip, name], { encoding: 'utf8' });
  expect(readPacked('linux/shebao-cert-assistant.json')).toContain(extension.chromiumId);
  expect(readPacked('firefox/policies.json')).toContain(`-${version}-firefox.xpi`);
});
