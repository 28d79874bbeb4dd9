// A token, a host's home and a CA for one case: copied from a template, so that each case begins with the very same bytes.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Portal, startPortal } from '../../portal/start-portal.ts';
import { type HostClient, startHost } from '../../support/host/host-client.ts';
import { isRunning } from '../../support/host/processes.ts';
import { exampleUnit } from '../../support/portal/units.ts';
import { type BenchToken, makeBenchToken, type TokenPlan } from './bench-token.ts';
import type { FaultLibraries } from './build-libraries.ts';
import { type FaultBoard, openFaultBoard } from './fault-board.ts';

export interface FaultBench {
  readonly folder: string;
  readonly portal: Portal;
  readonly token: BenchToken;
  /** The CA's order that the job is about; a job that has one of its own puts it here. */
  orderNumber: string;
  /** Calls of the token's library, and calls that change the host's files. */
  readonly tokenBoard: FaultBoard;
  readonly diskBoard: FaultBoard;
  /** The window's exchanges with the CA, by endpoint. */
  readonly exchanges: string[];
  /** Hears of each exchange before it is sent. */
  onExchange: (number: number, endpoint: string) => void;
  /** How many of them a fault of the line has met. */
  disturbedExchanges: number;
  /** The journals' folder. */
  readonly ordersFolder: string;
  openHost(): HostClient;
  /** Everything that the host has written, and said in its log. */
  readTraces(): string;
  /** Hosts that were started here and have not ended. */
  listHosts(): number[];
  /** Processes of the token's library that still run. */
  listDrivers(): number[];
  /** The same as it is now, in another folder, with a new order at the CA. */
  copy(folder: string): Promise<FaultBench>;
  close(): Promise<void>;
}

const openPortal = (folder: string) => startPortal({ stateDir: join(folder, 'portal'), issueDelayMs: 5 });

/** A new token with one certificate, or a pair, and an order to renew it. */
export async function makeBench(libraries: FaultLibraries, folder: string, plan: TokenPlan): Promise<FaultBench> {
  mkdirSync(folder, { recursive: true });
  const portal = await openPortal(folder);
  const token = await makeBenchToken(libraries, folder, plan, portal);
  return openBench(portal, libraries, folder, plan, token, token.made.orderNo ?? '');
}

function openBench(
  portal: Portal,
  libraries: FaultLibraries,
  folder: string,
  plan: TokenPlan,
  token: BenchToken,
  orderNumber: string,
): FaultBench {
  const data = join(folder, 'data');
  const config = join(folder, 'config', 'shebao-cert-assistant');
  const [tokenState, tokenLog, diskState, diskLog] = ['state', 'calls', 'disk-state', 'disk-calls'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  const hosts: HostClient[] = [];
  mkdirSync(config, { recursive: true });
  mkdirSync(data, { recursive: true });
  const drivers = [{ name: '测试驱动', ...token.driver }];
  writeFileSync(join(config, 'host.json'), JSON.stringify({ drivers, useKnownDrivers: false, logLevel: 'debug' }));
  const environment = {
    XDG_DATA_HOME: data,
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    FAULT_STATE: tokenState,
    FAULT_LOG: tokenLog,
    FAULT_DISK_STATE: diskState,
    FAULT_DISK_LOG: diskLog,
    FAULT_DISK_ROOT: data,
    LD_PRELOAD: libraries.disk,
    ...token.environment,
  };
  const tokenBoard = openFaultBoard(tokenState, tokenLog);
  const bench: FaultBench = {
    folder,
    portal,
    token,
    orderNumber,
    tokenBoard,
    diskBoard: openFaultBoard(diskState, diskLog),
    exchanges: [],
    onExchange: () => undefined,
    disturbedExchanges: 0,
    ordersFolder: join(data, 'shebao-cert-assistant', 'orders'),
    openHost() {
      const host = startHost({ environment });
      hosts.push(host);
      return host;
    },
    readTraces: () => readTree(data) + hosts.map((host) => host.logText()).join(''),
    listHosts: () => hosts.map(({ pid }) => pid).filter(isRunning),
    listDrivers: () => [...new Set(tokenBoard.readCalls().map((line) => Number(line.split(' ')[1])))].filter(isRunning),
    async copy(target) {
      for (const part of ['hsm', 'data', 'portal']) {
        mkdirSync(join(folder, part), { recursive: true });
        cpSync(join(folder, part), join(target, part), { recursive: true });
      }
      // A CA of its own: what one case does there is nothing to another.
      const ca = await openPortal(target);
      const { chipNumber, certificatePem } = token.made;
      await ca.registerUnit({ chipNumber, unit: exampleUnit, certificatePem: readFileSync(certificatePem, 'utf8') });
      const isOwn = bench.orderNumber !== orderNumber;
      const order = await ca.openOrder({ chipNumber, hasEncryption: plan.key === 'SM2' });
      const moved = token.move(folder, target);
      return openBench(ca, libraries, target, plan, moved, isOwn ? bench.orderNumber : order.orderNo);
    },
    async close() {
      for (const host of hosts) await host.kill();
      await portal.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return bench;
}

function readTree(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
