// Parts of the Windows installers that can be judged without Windows: pictures, versions, scripts, ids, manifests.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { makeGuid, writeProduct } from '../../../installers/windows/msi/write-product.ts';
import { listNodeImports, writeNodeShim } from '../../../installers/windows/napi-shim.ts';
import { writeBrowsers } from '../../../installers/windows/nsis/write-browsers.ts';
import { toFileVersion } from '../../../installers/windows/product.ts';
import { isSigning, signFile } from '../../../installers/windows/sign-file.ts';
import { listBrowsers } from '../../../native-host/registration/browsers.ts';

const readFile = (name: string) => readFileSync(fileURLToPath(new URL(`../../../${name}`, import.meta.url)));

describe('pictures', () => {
  test('the icon holds the extension’s own, each as it is', () => {
    const icon = readFile('installers/windows/product.ico');
    const sizes = [16, 24, 32, 48, 128];
    // Reserved, type 1, count; then 16 bytes a picture: width, height, …, length, offset.
    expect([icon.readUInt16LE(0), icon.readUInt16LE(2), icon.readUInt16LE(4)]).toEqual([0, 1, sizes.length]);
    for (const [index, size] of sizes.entries()) {
      const at = 6 + 16 * index;
      expect([icon[at], icon[at + 1]]).toEqual([size, size]);
      const [length, offset] = [icon.readUInt32LE(at + 8), icon.readUInt32LE(at + 12)];
      expect(icon.subarray(offset, offset + length).equals(readFile(`extension/public/icon/${size}.png`))).toBe(true);
    }
  });

  test('the sidebar is a BMP of the size that the pages have room for', () => {
    const picture = readFile('installers/windows/nsis/sidebar.bmp');
    expect(picture.toString('latin1', 0, 2)).toBe('BM');
    expect(picture.readUInt32LE(2)).toBe(picture.length);
    expect([picture.readInt32LE(18), picture.readInt32LE(22), picture.readUInt16LE(28)]).toEqual([164, 314, 24]);
  });
});

describe('versions', () => {
  test('three numbers become four', () => expect(toFileVersion('1.20.3')).toBe('1.20.3.0'));
  test.each(['1.2', '1.2.3-beta', '1000.0.0', ''])('%j is refused', (version) => {
    expect(() => toFileVersion(version)).toThrow('cannot be a Windows version');
  });
});

describe('the addon’s imports', () => {
  test('are those that nm names, each once', () => {
    const names = listNodeImports(
      ' U __imp_napi_create_array\n U __imp_malloc\n U __imp_napi_create_array\n U _imp__napi_throw\n',
    );
    expect(names).toEqual(['napi_create_array', 'napi_throw']);
    const shim = writeNodeShim(names);
    for (const name of names) expect(shim).toContain(`{&__imp_${name}, "${name}"}`);
  });
});

describe('registration', () => {
  test('the setup script registers every browser, and takes every one back', () => {
    const script = writeBrowsers();
    const [register = '', unregister = ''] = script.split('!macroend');
    for (const { win32, family } of listBrowsers('win32')) {
      const key = `Software\\${win32?.key}\\NativeMessagingHosts\\cn.shebao.cert_assistant`;
      expect(register).toContain(`WriteRegStr HKCU "${key}" "" "$INSTDIR\\${family}.json"`);
      expect(unregister).toContain(`DeleteRegKey HKCU "${key}"`);
    }
    // Keys that other software may use too go only when they are empty.
    const whole = [...unregister.matchAll(/DeleteRegKey HKCU "([^"]+)"/g)].map(([, key]) => key);
    expect(whole.every((key) => key?.endsWith('\\cn.shebao.cert_assistant'))).toBe(true);
  });
});

describe('the MSI', () => {
  const make = (version: string) => writeProduct({ version, extensionId: 'a'.repeat(32), files: ['a.exe', 'b.txt'] });
  const guidsOf = (text: string) => [...text.matchAll(/Component Id="(\w+)" Guid="([0-9A-F-]+)"/g)];

  test('ids are of the right form, stable, and no two alike', () => {
    expect(makeGuid('x')).toMatch(/^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-8[0-9A-F]{3}-[0-9A-F]{12}$/);
    const guids = guidsOf(make('1.0.0').text).map(([, , guid]) => guid);
    expect(new Set(guids).size).toBe(guids.length);
    expect(make('1.0.0')).toEqual(make('1.0.0'));
  });

  test('files of a version’s folder are components of that version, everything else stays the same', () => {
    const [one, other] = ['1.0.0', '1.0.1'].map((version) =>
      Object.fromEntries(guidsOf(make(version).text).map(([, id = '', guid]) => [id, guid])),
    );
    for (const id of Object.keys(one ?? {})) expect(one?.[id] === other?.[id]).toBe(!id.startsWith('File_'));
  });

  test('wixl gets nothing but ASCII', () => {
    const { text } = make('1.0.0');
    expect([...text].every((character) => character.charCodeAt(0) < 128)).toBe(true);
  });
});

describe('signing', () => {
  test('half a key is an error, none is none', async () => {
    expect(isSigning({})).toBe(false);
    expect(() => isSigning({ SHEBAO_WINDOWS_SIGN_KEY: 'key.pem' })).toThrow('go together');
    await expect(signFile('/nonexistent', {})).resolves.toBeUndefined();
  });

  test('a program of one’s own may do it', async () => {
    await expect(signFile('/nonexistent', { SHEBAO_WINDOWS_SIGN_COMMAND: 'true' })).resolves.toBeUndefined();
    await expect(signFile('/nonexistent', { SHEBAO_WINDOWS_SIGN_COMMAND: 'false' })).rejects.toThrow('false');
  });
});
