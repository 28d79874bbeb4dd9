// @vitest-environment happy-dom
// A site profile from a file is right as a whole, or refused with the path of what is wrong.
import { describe, expect, it } from 'vitest';
import type { SiteProfile } from '../../../../extension/portal/profile.ts';
import { checkProfile } from '../../../../extension/settings/check-profile.ts';
import { readProfileFile } from '../../../../extension/settings/read-profile-file.ts';
import { knownSite as good } from '../../../support/portal/known-site.ts';
import { makeSecondCity } from '../../../support/portal/second-city.ts';

const der = btoa('\x30\x03\x02\x01\x05');
const longDer = btoa(`\x30\x82\x01\x00${'x'.repeat(256)}`);

/** The profile with one value replaced, deep inside. */
function change(path: readonly (string | number)[], value: unknown): SiteProfile {
  const copy = structuredClone(good) as unknown as Record<PropertyKey, unknown>;
  const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<PropertyKey, unknown>, copy);
  parent[path.at(-1) ?? ''] = value;
  return copy as unknown as SiteProfile;
}

describe('readProfileFile', () => {
  it('takes what was exported, also behind a byte order mark', () => {
    expect(readProfileFile(JSON.stringify(good))).toEqual({ profile: good });
    expect(readProfileFile(`\uFEFF${JSON.stringify(makeSecondCity(), null, 2)}`)).toEqual({
      profile: makeSecondCity(),
    });
  });

  it.each(['', 'not json', '{"id": "x"', '['.repeat(10)])('refuses %j as a whole', (text) => {
    expect(readProfileFile(text)).toMatchObject({ fault: { path: '' } });
  });

  it.each<[string, unknown, string, string]>([
    ['no object', [], '', 'type'],
    ['nothing in it', {}, 'id', 'missing'],
    ['one field too many', { ...good, script: 'x' }, 'script', 'unknown'],
    ['a port in words', change(['origins', 0], 'http://a.example:web'), 'origins[0]', 'value'],
    ['no number', change(['renewalWindow', 'daysAfterExpiry'], '365'), 'renewalWindow.daysAfterExpiry', 'type'],
    ['an address that no browser opens', change(['links', 'portal'], 'http://['), 'links', 'value'],
    [
      'a service elsewhere',
      change(['orderService', 'baseUrl'], 'http://evil.example/'),
      'orderService.baseUrl',
      'value',
    ],
    [
      'a field left out',
      change(['pages', 0, 'variants', 0, 'fields', 'runButton'], undefined),
      'pages[0].variants[0].fields.runButton',
      'missing',
    ],
  ])('refuses %s, with its path', (_, data, path, kind) => {
    expect(readProfileFile(JSON.stringify(data))).toEqual({ fault: { path, kind } });
  });

  it('refuses a regular expression that is none', () => {
    const { fault } = readProfileFile(JSON.stringify(change(['pages', 0, 'pathPattern'], '('))) as { fault: object };
    expect(fault).toEqual({ path: 'pages[0].pathPattern', kind: 'value' });
  });

  it('takes no file without end', () => {
    expect(readProfileFile(`${JSON.stringify(good)}${' '.repeat(2_000_000)}`)).toMatchObject({ fault: { path: '' } });
  });
});

describe('checkProfile', () => {
  it('is content with the built-in one', () => {
    expect(checkProfile(good)).toBeUndefined();
  });

  it.each<[readonly (string | number)[], string]>([
    [['pages', 0, 'variants', 0, 'fields', 'pin'], 'pages[0].variants[0].fields.pin'],
    [['pages', 0, 'variants', 0, 'markers', 0, 'selector'], 'pages[0].variants[0].markers[0].selector'],
  ])('finds a selector that the browser does not understand at %j', (path, shown) => {
    expect(checkProfile(change(path, 'input[['))).toEqual({ path: shown, kind: 'value' });
  });

  it.each([[[der]], [[der, longDer]], [[]]])('takes DER: %j', (pinnedCaCertificates) => {
    expect(checkProfile({ ...good, pinnedCaCertificates })).toBeUndefined();
  });

  it.each([
    btoa('\x02\x01\x05'),
    btoa('\x30\x04\x02\x01\x05'),
    btoa('\x30\x82'),
    `${der}A`,
    btoa(`\x30\x82\x01\x01${'x'.repeat(256)}`),
  ])('refuses %s as a certificate', (base64) => {
    expect(checkProfile({ ...good, pinnedCaCertificates: [der, base64] })).toEqual({
      path: 'pinnedCaCertificates[1]',
      kind: 'value',
    });
  });
});
