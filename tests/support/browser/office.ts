// One clerk's office for an e2e test: portal, U盾, browser; and its end.
import { join } from 'node:path';
import type { Portal, PortalOptions } from '../../portal/start-portal.ts';
import type { MadeToken, TokenOptions } from '../../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../files/scratch.ts';
import { startReadyPortal } from '../portal/start-ready-portal.ts';
import { exampleUnit } from '../portal/units.ts';
import { makeReadyToken } from '../token/ready-token.ts';
import { buildShim, type Shim } from '../token/shim.ts';
import { type ClerkBrowser, type ClerkBrowserOptions, openClerkBrowser } from './clerk-browser.ts';
import { findKeptBrowser } from './kept-browser.ts';

export interface OfficeOptions extends Omit<PortalOptions, 'stateDir'> {
  readonly keyAlgorithm?: TokenOptions['keyAlgorithm'];
  readonly token?: Partial<TokenOptions>;
  readonly browser?: Partial<ClerkBrowserOptions>;
  /** Configuration of the host; by default SoftHSM2 alone, as each further driver is processes of its own at every look. */
  readonly hostConfig?: unknown;
  /** Puts the misbehaving driver in the real one's place. */
  readonly withShim?: boolean;
}

export interface Office {
  readonly scratch: Scratch;
  readonly portal: Portal;
  readonly token: MadeToken;
  readonly shim: Shim;
  /** Environment in which a host sees the token and shares journal and locks with the browser's. */
  readonly hostEnvironment: Readonly<Record<string, string>>;
  readonly clerk: ClerkBrowser;
  close(): Promise<void>;
}

export async function openOffice(options: OfficeOptions = {}): Promise<Office> {
  const scratch = makeScratch();
  const { keyAlgorithm = 'P-256', token: tokenOptions, browser, hostConfig, withShim, ...portalOptions } = options;
  const kept = await findKeptBrowser(browser ?? {});
  const stateDir = join(scratch.folder, 'portal');
  const portal = await startReadyPortal({ issueDelayMs: 60, port: kept?.port ?? 0, ...portalOptions, stateDir });
  const token = await makeReadyToken({
    dir: join(scratch.folder, 'hsm'),
    label: '社保U盾',
    pin: '246813',
    keyAlgorithm,
    unit: exampleUnit,
    portal,
    ...tokenOptions,
  });
  const shim = buildShim(scratch.folder);
  const driver = withShim ? { name: '测试驱动', path: shim.path } : { name: 'SoftHSM2', path: token.module };
  scratch.configureHost((withShim ? undefined : hostConfig) ?? { drivers: [driver], useKnownDrivers: false });
  const hostEnvironment = { ...scratch.hostEnvironment, ...shim.environment, SOFTHSM2_CONF: token.softhsmConf };
  const clerk = await openClerkBrowser({
    folder: scratch.folder,
    portal,
    hostEnvironment,
    ...(kept ? { kept } : {}),
    ...browser,
  });
  return {
    scratch,
    portal,
    token,
    shim,
    hostEnvironment,
    clerk,
    async close() {
      await clerk.close();
      await portal.close();
      scratch.remove();
    },
  };
}
