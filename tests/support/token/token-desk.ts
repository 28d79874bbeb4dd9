// A desk without a browser: a U盾 behind the driver that can misbehave, and hosts that see it.
import { join } from 'node:path';
import type { Portal } from '../../portal/start-portal.ts';
import type { MadeToken, TokenOptions } from '../../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../files/scratch.ts';
import { type HostClient, startHost } from '../host/host-client.ts';
import { exampleUnit } from '../portal/units.ts';
import { makeReadyToken } from './ready-token.ts';
import { buildShim, type Shim } from './shim.ts';

export interface TokenDesk {
  readonly scratch: Scratch;
  readonly shim: Shim;
  readonly token: MadeToken;
  /** A host process; ended with the desk at the latest. `more` goes over the desk's environment. */
  openHost(more?: Readonly<Record<string, string>>): HostClient;
  close(): Promise<void>;
}

export const deskPin = '246813';

export async function openTokenDesk(
  portal: Portal,
  keyAlgorithm: TokenOptions['keyAlgorithm'] = 'P-256',
): Promise<TokenDesk> {
  const scratch = makeScratch();
  const shim = buildShim(scratch.folder);
  const drivers = [{ name: '测试驱动', path: shim.path }];
  scratch.configureHost({ drivers, useKnownDrivers: false, logLevel: 'debug' });
  const dir = join(scratch.folder, 'hsm');
  const token = await makeReadyToken({ dir, label: '社保U盾', pin: deskPin, keyAlgorithm, unit: exampleUnit, portal });
  const environment = { ...scratch.hostEnvironment, ...shim.environment, SOFTHSM2_CONF: token.softhsmConf };
  const hosts: HostClient[] = [];
  return {
    scratch,
    shim,
    token,
    openHost(more = {}) {
      const host = startHost({ environment: { ...environment, ...more } });
      hosts.push(host);
      return host;
    },
    async close() {
      for (const host of hosts) await host.kill();
      scratch.remove();
    },
  };
}
