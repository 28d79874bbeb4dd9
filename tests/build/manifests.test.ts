// The three builds as they are: who they are, what they may do, and that the README says so.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { computeExtensionId } from '../../installers/extension-identity.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { chromiumExtensionId, firefoxExtensionId } from '../../shared/product-ids.ts';
import { type BuildTarget, builtExtension } from '../support/browser/built-extension.ts';

interface Manifest {
  readonly manifest_version: number;
  readonly version: string;
  readonly key?: string;
  readonly permissions: string[];
  readonly host_permissions: string[];
  readonly optional_permissions?: string[];
  readonly optional_host_permissions: string[];
  readonly content_scripts: {
    readonly matches: string[];
    readonly exclude_matches?: string[];
    readonly js: string[];
  }[];
  readonly content_security_policy: { readonly extension_pages: string; readonly sandbox?: string };
  readonly sandbox?: { readonly pages: string[] };
  readonly web_accessible_resources: { readonly resources: string[]; readonly matches: string[] }[];
  readonly externally_connectable?: unknown;
  readonly browser_specific_settings?: { readonly gecko: Readonly<Record<string, unknown>> };
}

const targets: readonly BuildTarget[] = ['chrome', 'edge', 'firefox'];
const theTwoSites = ['http', 'https'].flatMap((scheme) => [
  `${scheme}://os.ezca.org/*`,
  `${scheme}://rlsbj.cq.gov.cn/*`,
]);

const readManifest = (target: BuildTarget): Manifest =>
  JSON.parse(readFileSync(join(builtExtension(target), 'manifest.json'), 'utf8'));

/** What stands in backticks in the first column of the README's table of permissions. */
function readDocumentedPermissions(): string[] {
  const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  const section = readme.split(/^## /m).find((part) => part.startsWith('Permissions')) ?? '';
  const firstCells = section.split('\n').flatMap((line) => /^\| (.+?) +\|/.exec(line)?.[1] ?? []);
  return firstCells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

/** Relative path and hash of every file but the manifest. */
function hashFiles(target: BuildTarget): Record<string, string> {
  const folder = builtExtension(target);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  // A Chromium that has loaded the build leaves its compiled rules in `_metadata`.
  const isOurs = (name: string) => name !== 'manifest.json' && !name.startsWith('_metadata');
  const files = names.filter((name) => isOurs(name) && statSync(join(folder, name)).isFile());
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ]),
  );
}

describe.each(targets)('the build for %s', (target) => {
  const manifest = readManifest(target);

  test('is Manifest V3 in the version of package.json', () => {
    expect(manifest).toMatchObject({ manifest_version: 3, version: packageJson.version });
  });

  test('has its stable id', () => {
    if (target === 'firefox') {
      expect(manifest.key).toBeUndefined();
      expect(manifest.browser_specific_settings?.gecko).toMatchObject({
        id: firefoxExtensionId,
        data_collection_permissions: { required: ['none'] },
      });
    } else {
      expect(computeExtensionId(Buffer.from(manifest.key ?? '', 'base64'))).toBe(chromiumExtensionId);
      expect(manifest.browser_specific_settings).toBeUndefined();
    }
  });

  test('asks for what the README explains, and for nothing else', () => {
    const asked = new Set([
      ...manifest.permissions,
      ...(manifest.optional_permissions ?? []),
      ...manifest.optional_host_permissions,
    ]);
    // Each browser has its own way to answer a page that waits, and Firefox its own place for unit profiles.
    const ofOthers = target === 'firefox' ? [/^declarativeNetRequest/] : [/^webRequest/, /^unlimitedStorage$/];
    const documented = readDocumentedPermissions().filter((name) => !ofOthers.some((pattern) => pattern.test(name)));
    expect([...asked].toSorted()).toEqual(documented.toSorted());
  });

  test('has the two sites by its installation, and no other', () => {
    expect(manifest.host_permissions.toSorted()).toEqual(theTwoSites);
    // Our buttons; the stand-ins for controls, and their bridge.
    expect(manifest.content_scripts).toHaveLength(3);
    const overHttp = theTwoSites.filter((pattern) => pattern.startsWith('http:'));
    // Sites that were written for a control speak plain HTTP: elsewhere nothing stands in for one.
    for (const { matches, js } of manifest.content_scripts)
      expect(matches.toSorted()).toEqual(js.some((name) => name.includes('controls-')) ? overHttp : theTwoSites);
    // The check of a file, and the sandbox in it. Firefox knows no sandbox pages.
    const resources = ['material-check.html', ...(target === 'firefox' ? [] : ['decoder.html'])];
    expect(manifest.web_accessible_resources.map((entry) => entry.resources)).toEqual([resources]);
    // Also in the pages of sites that a profile brings later: the frame itself answers only those (materials.test.ts).
    for (const { matches } of manifest.web_accessible_resources) expect(matches).toEqual(['http://*/*', 'https://*/*']);
    expect(manifest.externally_connectable).toBeUndefined();
    const required = { ...manifest, optional_host_permissions: [], web_accessible_resources: [] };
    expect(JSON.stringify(required)).not.toMatch(/<all_urls>|\*:\/\/|:\/\/\*/);
  });

  test('decodes files in a page without powers, where the browser has such pages', () => {
    if (target === 'firefox') return expect(manifest.sandbox).toBeUndefined();
    expect(manifest.sandbox?.pages).toEqual(['decoder.html']);
    expect(manifest.content_security_policy.sandbox).toBe(
      "sandbox allow-scripts; default-src 'none'; script-src 'self'; worker-src blob:",
    );
  });

  test('runs only scripts that are in it', () => {
    expect(manifest.content_security_policy.extension_pages).toBe("script-src 'self'; object-src 'none'");
    const pages = Object.keys(hashFiles(target)).filter((name) => name.endsWith('.html'));
    for (const name of pages) {
      const html = readFileSync(join(builtExtension(target), name), 'utf8');
      const scripts = [...html.matchAll(/<script\b([^>]*)>([^<]*)/g)];
      expect(scripts, name).not.toEqual([]);
      for (const [, attributes = '', content = ''] of scripts) {
        expect(attributes, name).toMatch(/ src="\/[\w./-]+"/);
        expect(content.trim(), name).toBe('');
      }
    }
  });
});

test('Edge gets the very files that Chrome gets', () => {
  expect(hashFiles('edge')).toEqual(hashFiles('chrome'));
  expect(readManifest('edge')).toEqual(readManifest('chrome'));
});
