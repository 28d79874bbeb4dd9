// Registering the host with browsers: what is written, what is repaired, and what is never touched.
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { browsers } from '../../../native-host/registration/browsers.ts';
import { inspectPlace } from '../../../native-host/registration/inspect-place.ts';
import { hideHome } from '../../../native-host/registration/machine.ts';
import { listManifestPlaces, type ManifestPlace } from '../../../native-host/registration/manifest-places.ts';
import { makeNativeManifest } from '../../../native-host/registration/native-manifest.ts';
import { register, unregister } from '../../../native-host/registration/register.ts';
import { parseRegistryExport, toTreeKey } from '../../../native-host/registration/windows-registry.ts';
import { chromiumExtensionId, firefoxExtensionId, nativeHostName } from '../../../shared/product-ids.ts';
import { makeScratchMachine, type ScratchMachine } from './support/scratch-machine.ts';

let machine: ScratchMachine;
beforeEach(() => {
  machine = makeScratchMachine();
});
afterEach(() => machine.remove());

function findPlace(name: string, scope: 'user' | 'system' = 'user'): ManifestPlace {
  const places = browsers.flatMap((browser) => listManifestPlaces(machine, browser));
  const place = places.find((one) => one.browser.name === name && one.scope === scope);
  if (!place) throw new Error(`no place for ${name}`);
  return place;
}
const shorten = ({ file }: ManifestPlace) => file.replace(machine.rootFolder, '');

describe('places', () => {
  test.each([
    ['chrome', '/home/lihua/.config/google-chrome/NativeMessagingHosts', '/etc/opt/chrome/native-messaging-hosts'],
    ['edge', '/home/lihua/.config/microsoft-edge/NativeMessagingHosts', '/etc/opt/edge/native-messaging-hosts'],
    ['chromium', '/home/lihua/.config/chromium/NativeMessagingHosts', '/etc/chromium/native-messaging-hosts'],
    ['firefox', '/home/lihua/.mozilla/native-messaging-hosts', '/usr/lib/mozilla/native-messaging-hosts'],
  ])('%s on Linux', (name, user, system) => {
    expect(shorten(findPlace(name))).toBe(`${user}/${nativeHostName}.json`);
    expect(shorten(findPlace(name, 'system'))).toBe(`${system}/${nativeHostName}.json`);
  });

  test('follow the configuration folder where the user has moved it', () => {
    const moved = { ...machine, environment: { XDG_CONFIG_HOME: '/data/config' } };
    const [chrome] = browsers;
    expect(chrome && listManifestPlaces(moved, chrome)[0]?.file).toBe(
      `/data/config/google-chrome/NativeMessagingHosts/${nativeHostName}.json`,
    );
  });

  test('on Windows are registry keys, the user’s first and both views of the machine’s', () => {
    const windows = { ...machine, platform: 'win32' as const, rootFolder: '' };
    const keys = browsers.flatMap((browser) =>
      listManifestPlaces(windows, browser).map(({ registry }) => `${registry?.key} ${registry?.view}`),
    );
    const tail = `NativeMessagingHosts\\${nativeHostName}`;
    expect(keys).toContain(`HKCU\\Software\\Google\\Chrome\\${tail} 64`);
    expect(keys).toContain(`HKLM\\Software\\Microsoft\\Edge\\${tail} 32`);
    expect(keys).toContain(`HKLM\\Software\\Mozilla\\${tail} 64`);
    expect(keys).toContain(`HKCU\\Software\\360Chrome\\Chrome\\${tail} 64`);
    expect(keys).toHaveLength(18);
  });
});

describe('register', () => {
  test('writes what each family of browsers reads', async () => {
    await register(findPlace('chromium'), machine.launcher, false);
    await register(findPlace('firefox', 'system'), machine.launcher, false);
    const chromium = JSON.parse(readFileSync(findPlace('chromium').file, 'utf8'));
    expect(chromium).toMatchObject({ name: nativeHostName, type: 'stdio', path: machine.launcher });
    expect(chromium.allowed_origins).toEqual([`chrome-extension://${chromiumExtensionId}/`]);
    const firefox = JSON.parse(readFileSync(findPlace('firefox', 'system').file, 'utf8'));
    expect(firefox.allowed_extensions).toEqual([firefoxExtensionId]);
    expect(firefox.allowed_origins).toBeUndefined();
  });

  test('twice is the same as once', async () => {
    const place = findPlace('edge');
    expect((await register(place, machine.launcher, false)).outcome).toBe('registered');
    const before = statSync(place.file).mtimeMs;
    expect((await register(place, machine.launcher, false)).outcome).toBe('unchanged');
    expect(statSync(place.file).mtimeMs).toBe(before);
  });

  test.each([
    ['a torn file', '{"name":'],
    ['another name', makeNativeManifest('chromium', '/x').replace(nativeHostName, 'com.example.other')],
    ['a program that is gone', makeNativeManifest('chromium', '/nowhere/shebao-cert-host')],
  ])('repairs %s', async (_, text) => {
    const place = findPlace('chrome');
    machine.write(shorten(place), text);
    expect((await register(place, machine.launcher, false)).outcome).toBe('registered');
    expect((await inspectPlace(place, machine.launcher)).state).toBe('ours');
  });

  test('lets the extension in where an older manifest knew another id', async () => {
    const place = findPlace('chrome');
    const text = makeNativeManifest('chromium', machine.launcher).replace(chromiumExtensionId, 'a'.repeat(32));
    machine.write(shorten(place), text);
    expect((await inspectPlace(place, machine.launcher)).state).toBe('caller-missing');
    expect((await register(place, machine.launcher, false)).outcome).toBe('registered');
  });

  test('leaves another program alone and names it, unless forced', async () => {
    const place = findPlace('chrome');
    const other = machine.write('opt/other/host', '#!/bin/sh\n', true);
    const text = makeNativeManifest('chromium', other);
    machine.write(shorten(place), text);
    expect(await register(place, machine.launcher, false)).toMatchObject({ outcome: 'left-alone', detail: other });
    expect(await unregister(place, machine.launcher, false)).toMatchObject({ outcome: 'left-alone', detail: other });
    expect(readFileSync(place.file, 'utf8')).toBe(text);
    expect((await register(place, machine.launcher, true)).outcome).toBe('registered');
  });

  test('says which folder could not be written', async () => {
    const place = findPlace('chrome');
    machine.write('home/lihua/.config/google-chrome', 'a file where a folder should be');
    expect(await register(place, machine.launcher, false)).toMatchObject({ outcome: 'failed', detail: 'ENOTDIR' });
  });
});

describe('unregister', () => {
  test('takes out what is ours or leads nowhere, and may be repeated', async () => {
    const place = findPlace('firefox');
    await register(place, machine.launcher, false);
    expect((await unregister(place, machine.launcher, false)).outcome).toBe('removed');
    expect((await unregister(place, machine.launcher, false)).outcome).toBe('absent');
    machine.write(shorten(place), makeNativeManifest('firefox', '/nowhere/host'));
    expect((await unregister(place, machine.launcher, false)).outcome).toBe('removed');
  });
});

describe('a program', () => {
  test('behind a link is the same program', async () => {
    const { symlinkSync } = await import('node:fs');
    mkdirSync(`${machine.rootFolder}/usr/bin`, { recursive: true });
    const link = `${machine.rootFolder}/usr/bin/shebao-cert-host`;
    symlinkSync(machine.launcher, link);
    const place = findPlace('chrome');
    machine.write(shorten(place), makeNativeManifest('chromium', link));
    expect((await inspectPlace(place, machine.launcher)).state).toBe('ours');
  });

  test('that may not be executed is told from one that is gone', async () => {
    const place = findPlace('chrome');
    const locked = machine.write('opt/locked', 'x');
    machine.write(shorten(place), makeNativeManifest('chromium', locked));
    expect((await inspectPlace(place, machine.launcher)).state).toBe('program-not-executable');
  });
});

test('a registry export is read: default values, escapes, numbers, keys without regard to case', () => {
  const text = [
    'Windows Registry Editor Version 5.00',
    '',
    '[HKEY_CURRENT_USER\\Software\\Google\\Chrome\\NativeMessagingHosts\\cn.shebao.cert_assistant]',
    '@="C:\\\\Users\\\\李华\\\\AppData\\\\chromium-manifest.json"',
    '"quoted \\"name\\""="a \\"value\\""',
    '"flag"=dword:0000000a',
    '"binary"=hex:00,01,\\',
    '  02',
    '',
  ].join('\r\n');
  const values = parseRegistryExport(text).get(
    toTreeKey('HKCU\\Software\\Google\\Chrome\\NativeMessagingHosts\\cn.shebao.cert_assistant'),
  );
  expect(values && [...values]).toEqual([
    ['', 'C:\\Users\\李华\\AppData\\chromium-manifest.json'],
    ['quoted "name"', 'a "value"'],
    ['flag', 10],
  ]);
});

test('the home folder is hidden, and only the home folder', () => {
  expect(hideHome({ platform: 'linux', homeFolder: '/home/lihua' }, '/home/lihua/x')).toBe('~/x');
  expect(hideHome({ platform: 'linux', homeFolder: '/home/li' }, '/home/lihua/x')).toBe('/home/lihua/x');
  expect(hideHome({ platform: 'linux', homeFolder: '/' }, '/etc/x')).toBe('/etc/x');
  expect(hideHome({ platform: 'win32', homeFolder: 'C:\\Users\\李华' }, 'c:\\users\\李华\\App')).toBe('~\\App');
});
