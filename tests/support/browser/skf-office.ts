// An office whose U盾 is seen through SKF only: the software SKF token, with a pair, and its faults.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Portal } from '../../portal/start-portal.ts';
import { makeScratch } from '../files/scratch.ts';
import { startReadyPortal } from '../portal/start-ready-portal.ts';
import { exampleUnit } from '../portal/units.ts';
import { buildSkfToken } from '../token/build-skf-token.ts';
import { type MadeSkfToken, makeSkfToken, type SkfTokenOptions } from '../token/skf-token.ts';
import { type ClerkBrowser, type ClerkBrowserOptions, openClerkBrowser } from './clerk-browser.ts';
import { findKeptBrowser } from './kept-browser.ts';

interface SkfOfficeOptions extends Partial<ClerkBrowserOptions> {
  readonly token?: Partial<Pick<SkfTokenOptions, 'keyAlgorithm' | 'isPair' | 'isOrderOpen'>>;
}

export interface SkfOffice {
  readonly portal: Portal;
  readonly token: MadeSkfToken;
  readonly clerk: ClerkBrowser;
  /** For a host of the test's own beside the browser's. */
  readonly hostEnvironment: Readonly<Record<string, string>>;
  /** @param name a fault of skf-token/faults.h */
  setFault(name: string): void;
  /** Puts an unplugged token in again, too. */
  clearFaults(): void;
  close(): Promise<void>;
}

/** The U盾 holds an SM2 pair, where `token` does not say otherwise; the order that is open for it brings one. */
export async function openSkfOffice({ token: wish, ...browser }: SkfOfficeOptions = {}): Promise<SkfOffice> {
  const scratch = makeScratch();
  const faults = join(scratch.folder, 'faults');
  mkdirSync(faults);
  const module = await buildSkfToken(scratch.folder);
  const kept = await findKeptBrowser(browser);
  const stateDir = join(scratch.folder, 'portal');
  const portal = await startReadyPortal({ issueDelayMs: 60, port: kept?.port ?? 0, stateDir });
  const dir = join(scratch.folder, 'skf');
  const common = { dir, module, label: '社保U盾', pin: '24681357', unit: exampleUnit, portal } as const;
  const token = await makeSkfToken({
    ...{ ...common, keyAlgorithm: 'SM2', isPair: true, order: { hasEncryption: true } },
    ...wish,
  });
  scratch.configureHost({ drivers: [{ name: 'SKF 软件令牌', path: module, kind: 'skf' }], useKnownDrivers: false });
  const environment = { SOFT_SKF_DIR: dir, SOFT_SKF_FAULTS: faults };
  const hostEnvironment = { ...scratch.hostEnvironment, ...environment };
  const clerk = await openClerkBrowser({
    folder: scratch.folder,
    portal,
    hostEnvironment,
    ...(kept ? { kept } : {}),
    ...browser,
  });
  return {
    portal,
    token,
    clerk,
    hostEnvironment,
    setFault: (name) => writeFileSync(join(faults, name), ''),
    clearFaults() {
      rmSync(faults, { recursive: true });
      mkdirSync(faults);
    },
    async close() {
      await clerk.close();
      await portal.close();
      scratch.remove();
    },
  };
}
