// A token, a host's home and a CA for one case: copied from a template, so that each case begins with the very same bytes.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { type MadeToken, makeToken } from '../portal/token/make-token.ts';
import { softHsmModule } from '../portal/token/soft-hsm.ts';
import { type HostClient, startHost } from '../support/host/host-client.ts';
import { isRunning } from '../support/host/processes.ts';
import { exampleUnit } from '../support/portal/units.ts';
import type { FaultKind } from './fault-kinds.ts';

export type BenchKey = 'P-256' | 'RSA-2048';

/** Letters, so that no hash or number is ever mistaken for it. */
export const benchPin = 'Zx-geheim7';
const source = fileURLToPath(new URL('fault-module.c', import.meta.url));
const headers = fileURLToPath(new URL('../../node_modules/pkcs11js/includes/pkcs11', import.meta.url));

export interface FaultBench {
  readonly folder: string;
  readonly portal: Portal;
  readonly token: MadeToken;
  openHost(): HostClient;
  /** From now on calls are counted from 1, and the one at `at` goes wrong. */
  arm(fault: FaultKind | null, at: number): void;
  countCalls(): number;
  hasFired(): boolean;
  /** Function names of all calls since the bench was made. */
  readCalls(): string[];
  /** Everything that the host has written, and said in its log. */
  readTraces(): string;
  /** Processes of the module that still run. */
  listDrivers(): number[];
  /** The same as it is now, in another folder, with a new order at the CA. */
  copy(folder: string): Promise<FaultBench>;
  close(): Promise<void>;
}

/** Compiles the module into `folder`. @returns its path */
export function buildFaultModule(folder: string): string {
  const module = join(folder, 'libfault_p11.so');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-Wall', '-Werror', '-I', headers, '-o', module, source]);
  return module;
}

/** A new token with one certificate and an order to renew it. */
export async function makeBench(module: string, folder: string, key: BenchKey): Promise<FaultBench> {
  mkdirSync(folder, { recursive: true });
  const portal = await startPortal({ stateDir: join(folder, 'portal'), issueDelayMs: 5 });
  const dir = join(folder, 'hsm');
  const label = '社保U盾';
  const token = await makeToken({ dir, label, pin: benchPin, keyAlgorithm: key, unit: exampleUnit, portal });
  return openBench(portal, module, folder, token);
}

function openBench(portal: Portal, module: string, folder: string, token: MadeToken): FaultBench {
  const stateFile = join(folder, 'state');
  const logFile = join(folder, 'calls');
  const config = join(folder, 'config', 'shebao-cert-assistant');
  const hosts: HostClient[] = [];
  const arm = (fault: FaultKind | null, at: number) =>
    writeFileSync(
      stateFile,
      Buffer.from(Uint32Array.of(0, fault ? at : 0, fault?.kind ?? 0, fault?.code ?? 0, 0).buffer),
    );
  const readState = (index: number) => readFileSync(stateFile).readUInt32LE(index * 4);
  const readLog = () => readFileSync(logFile, { encoding: 'utf8', flag: 'a+' }).split('\n').filter(Boolean);
  mkdirSync(config, { recursive: true });
  const drivers = [{ name: '测试驱动', path: module }];
  writeFileSync(join(config, 'host.json'), JSON.stringify({ drivers, useKnownDrivers: false, logLevel: 'debug' }));
  arm(null, 0);
  const environment = {
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    SOFTHSM2_CONF: token.softhsmConf,
    FAULT_MODULE: softHsmModule,
    FAULT_STATE: stateFile,
    FAULT_LOG: logFile,
  };
  return {
    folder,
    portal,
    token,
    openHost() {
      const host = startHost({ environment });
      hosts.push(host);
      return host;
    },
    arm,
    countCalls: () => readState(0),
    hasFired: () => readState(4) === 1,
    readCalls: () => readLog().map((line) => line.split(' ')[1] ?? ''),
    readTraces: () => readTree(join(folder, 'data')) + hosts.map((host) => host.logText()).join(''),
    listDrivers: () => [...new Set(readLog().map((line) => Number(line.split(' ')[2])))].filter(isRunning),
    async copy(target) {
      for (const part of ['hsm', 'data', 'portal']) {
        mkdirSync(join(folder, part), { recursive: true });
        cpSync(join(folder, part), join(target, part), { recursive: true });
      }
      const softhsmConf = join(target, 'hsm', 'softhsm2.conf');
      writeFileSync(softhsmConf, readFileSync(token.softhsmConf, 'utf8').replaceAll(folder, target));
      // A CA of its own: what one case does there is nothing to another.
      const ca = await startPortal({ stateDir: join(target, 'portal'), issueDelayMs: 5 });
      const { chipNumber, certificatePem } = token;
      await ca.registerUnit({ chipNumber, unit: exampleUnit, certificatePem: readFileSync(certificatePem, 'utf8') });
      const { orderNo } = await ca.openOrder({ chipNumber });
      return openBench(ca, module, target, { ...token, softhsmConf, orderNo });
    },
    async close() {
      for (const host of hosts) await host.kill();
      await portal.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readTree(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
