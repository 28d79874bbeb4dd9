// A clerk's Windows with a software token plugged in, for the tests of the installers: what is installed is found as a browser does.
import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nativeHostName } from '../../../shared/product-ids.ts';
import type { Portal } from '../../portal/start-portal.ts';
import { type MadeToken, makeToken } from '../../portal/token/make-token.ts';
import { makeScratch } from '../files/scratch.ts';
import { type HostClient, startHost } from '../host/host-client.ts';
import { type HostRenewal, prepareRenewal } from '../host/host-renewal.ts';
import { startReadyPortal } from '../portal/start-ready-portal.ts';
import { exampleUnit } from '../portal/units.ts';
import { buildSkfToken } from '../token/build-skf-token.ts';
import { type MadeSkfToken, makeSkfToken } from '../token/skf-token.ts';
import { buildSoftToken, createSoftTokenMaker } from '../token/soft-token.ts';
import { startWine, type Wine } from './start-wine.ts';

/** Where the host keeps a user's files, below the profile (env-paths, on Windows). */
const configFile = 'AppData/Roaming/shebao-cert-assistant/Config/host.json';
export const journalFolder = 'AppData/Local/shebao-cert-assistant/Data/orders';

export interface WindowsClerk {
  readonly folder: string;
  readonly wine: Wine;
  readonly portal: Portal;
  /** A token of this key with a certificate that runs out, seen from both systems. */
  makeToken(keyAlgorithm: 'RSA-2048' | 'P-256'): Promise<MadeToken>;
  /** A token seen through SKF alone, with an SM2 pair that runs out and an order for another one. */
  makeSkfPair(): Promise<MadeSkfToken>;
  /** The software token's module for Windows, as a Windows path. */
  readonly tokenLibrary: string;
  /** What a process of this Windows needs to see the tokens. */
  readonly tokenEnvironment: Readonly<Record<string, string>>;
  /** Names a software token's DLL in host.json. @param kind which; PKCS#11 by default */
  configureHost(kind?: 'pkcs11' | 'skf'): void;
  /** The program that a browser would start: registry → manifest → program, as a Windows path. */
  findProgram(browserKey: string): Promise<{ program: string; manifest: Record<string, unknown> }>;
  startHost(program: string): HostClient;
  renew(host: HostClient, token: MadeToken): HostRenewal;
  /** Names of files below a folder of the profile, none when it is not there. */
  list(folder: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function startWindowsClerk(): Promise<WindowsClerk> {
  const scratch = makeScratch();
  const [wine, portal, linuxModule, windowsModule, skfModule] = await Promise.all([
    startWine(scratch.folder),
    startReadyPortal({ stateDir: join(scratch.folder, 'portal') }),
    buildSoftToken(scratch.folder, 'linux'),
    buildSoftToken(scratch.folder, 'windows'),
    buildSkfToken(scratch.folder, 'windows'),
  ]);
  const tokenFolder = join(scratch.folder, 'tokens');
  const maker = createSoftTokenMaker(linuxModule);
  // Where an administrator's setup program puts it: from anywhere else it is not loaded.
  const toLibrary = (file: string) => {
    copyFileSync(file, join(wine.driveC, 'windows', 'system32', basename(file)));
    return `C:\\windows\\system32\\${basename(file)}`;
  };
  const tokenLibrary = toLibrary(windowsModule);
  const libraries = { pkcs11: tokenLibrary, skf: toLibrary(skfModule) };
  const skfFolder = join(scratch.folder, 'skf-tokens');
  const tokenEnvironment = { SOFT_TOKEN_DIR: `Z:${tokenFolder}`, SOFT_SKF_DIR: `Z:${skfFolder}` };
  const hosts: HostClient[] = [];
  return {
    folder: scratch.folder,
    wine,
    portal,
    tokenLibrary,
    tokenEnvironment,
    makeToken: (keyAlgorithm) =>
      makeToken({
        dir: tokenFolder,
        label: `社保${keyAlgorithm}`,
        pin: '123456',
        keyAlgorithm,
        unit: exampleUnit,
        portal,
        maker,
      }),
    makeSkfPair: () =>
      makeSkfToken({
        ...{ dir: skfFolder, module: skfModule, label: '社保SM2', pin: '123456', keyAlgorithm: 'SM2' },
        ...{ unit: exampleUnit, portal, isPair: true, order: { hasEncryption: true } },
      }),
    configureHost(kind = 'pkcs11') {
      const file = join(wine.profile, configFile);
      mkdirSync(dirname(file), { recursive: true });
      const drivers = [{ name: '软件U盾', path: libraries[kind], kind }];
      // With the mark that Notepad puts in front.
      writeFileSync(file, `\uFEFF${JSON.stringify({ drivers, useKnownDrivers: false })}`);
    },
    async findProgram(browserKey) {
      const key = `${browserKey}\\NativeMessagingHosts\\${nativeHostName}`;
      const file = [...(await wine.readRegistry(key)).values()][0]?.get('');
      if (typeof file !== 'string') throw new Error(`${key} is not there`);
      const manifest = JSON.parse(await readFile(wine.toLinux(file), 'utf8')) as Record<string, unknown>;
      return { program: `${file.slice(0, file.lastIndexOf('\\'))}\\${String(manifest.path)}`, manifest };
    },
    startHost(program) {
      const environment = { ...wine.environment, ...tokenEnvironment };
      const host = startHost({ environment, command: wine.withPipes(program) });
      hosts.push(host);
      return host;
    },
    renew: (host, token) => prepareRenewal(portal, token, host, randomUUID()),
    list: (folder) => readdir(join(wine.profile, folder)).catch(() => []),
    async close() {
      await Promise.all(hosts.map((host) => host.kill()));
      await wine.stop();
      await portal.close();
      scratch.remove();
    },
  };
}
