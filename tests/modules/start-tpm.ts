// A TPM in software with its resource manager and a message bus of its own, for tpm2-pkcs11: nothing outside the folder.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Portal } from '../portal/start-portal.ts';
import { makeToken, type TokenOptions } from '../portal/token/make-token.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { waitUntil } from '../support/wait-until.ts';
import type { ModuleSetup } from './whole-life.ts';

const tpmModule = '/usr/lib/x86_64-linux-gnu/pkcs11/libtpm2_pkcs11.so';
const programs = ['/usr/bin/swtpm', '/usr/sbin/tpm2-abrmd', '/usr/bin/tpm2_ptool', '/usr/bin/dbus-daemon', tpmModule];
const pin = '13572468';
const adminPin = '12345678';

export const hasTpm = programs.every((path) => existsSync(path));

interface Tpm {
  /** What the module needs. */
  readonly environment: Readonly<Record<string, string>>;
  close(): void;
}

async function startTpm(folder: string): Promise<Tpm> {
  const [state, store, socket] = ['state', 'store', 'tpm.sock'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(state, { recursive: true });
  mkdirSync(store);
  const started: ChildProcess[] = [];
  const start = (program: string, args: string[], environment: Readonly<Record<string, string>> = {}) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    started.push(child);
    return child;
  };
  const bus = start('dbus-daemon', ['--session', '--nofork', '--print-address']);
  const address = await new Promise<string>((resolve) =>
    bus.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim())),
  );
  const unix = (path: string) => `type=unixio,path=${path}`;
  start('swtpm', [
    'socket',
    '--tpm2',
    ...['--tpmstate', `dir=${state}`],
    ...['--server', unix(socket)],
    ...['--ctrl', unix(`${socket}.ctrl`)],
    ...['--flags', 'startup-clear'],
  ]);
  await waitUntil(() => existsSync(socket) && existsSync(`${socket}.ctrl`));
  const tcti = 'tabrmd:bus_type=session';
  const environment = {
    DBUS_SESSION_BUS_ADDRESS: address,
    TPM2_PKCS11_STORE: store,
    TPM2_PKCS11_TCTI: tcti,
    TPM2TOOLS_TCTI: tcti,
    // What it prints for every call that it does not understand.
    TSS2_LOG: 'all+none',
  };
  start('tpm2-abrmd', ['--allow-root', '--session', `--tcti=swtpm:path=${socket}`], environment);
  const run = (...args: string[]) =>
    spawnSync('tpm2_ptool', args, { env: { ...process.env, ...environment }, encoding: 'utf8' }).status === 0;
  await waitUntil(() => run('init', '--path', store));
  return {
    environment,
    close() {
      for (const child of started.reverse()) child.kill();
    },
  };
}

/** Makes a token of this TPM. */
function addTpmToken({ environment }: Tpm, label: string, adminPin: string, pin: string): void {
  const names = [
    '--label',
    label,
    '--sopin',
    adminPin,
    '--userpin',
    pin,
    '--path',
    environment.TPM2_PKCS11_STORE ?? '',
  ];
  const { status, stderr } = spawnSync('tpm2_ptool', ['addtoken', '--pid', '1', ...names], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`tpm2_ptool: ${stderr}`);
}

/** A token of a TPM of its own, with its key and certificate. */
export async function setUpTpm(portal: Portal, keyAlgorithm: TokenOptions['keyAlgorithm']): Promise<ModuleSetup> {
  const scratch = makeScratch();
  const tpm = await startTpm(join(scratch.folder, 'tpm'));
  const other = { module: tpmModule, environment: tpm.environment };
  const maker = {
    open: async (tokenDirectory: string) => ({ configFile: '', tokenDirectory, other }),
    async findOrMake() {
      addTpmToken(tpm, 'tpm', adminPin, pin);
      return '0000000000000000';
    },
  };
  const dir = scratch.folder;
  const token = await makeToken({ dir, label: 'tpm', pin, keyAlgorithm, unit: exampleUnit, portal, maker });
  return {
    path: tpmModule,
    environment: tpm.environment,
    token,
    adminPin,
    async close() {
      tpm.close();
      scratch.remove();
    },
  };
}
