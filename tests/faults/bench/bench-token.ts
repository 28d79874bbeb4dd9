// The U盾 of a bench: made, copied with its folder, and judged from outside.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Portal } from '../../portal/start-portal.ts';
import { type MadeToken, makeToken } from '../../portal/token/make-token.ts';
import { softHsmModule } from '../../portal/token/soft-hsm.ts';
import { exampleUnit, otherUnit } from '../../support/portal/units.ts';
import { assertSkfUsable, listSkfContainers } from '../../support/token/judge-skf-token.ts';
import { assertUsable, listObjects } from '../../support/token/judge-token.ts';
import { makeSkfToken } from '../../support/token/skf-token.ts';
import type { FaultLibraries } from './build-libraries.ts';

export type BenchKey = 'P-256' | 'RSA-2048' | 'SM2';

/** Another token of the same serial number and label: swapped in by a fault, or plugged in beside the clerk's. */
export type Twin = 'swap' | 'beside';

/** Letters, so that no hash or number is ever mistaken for it. */
export const benchPin = 'Zx-geheim7';
const label = '社保U盾';

/** What lies on the token, by programs that nobody here wrote. */
interface TokenVerdict {
  /** Private keys for signing. */
  readonly keys: number;
  readonly hasOld: boolean;
  /** What is wrong with the old certificate and its key; null for nothing. */
  readonly oldFault: string | null;
  /** The same of every other certificate. */
  readonly otherFaults: readonly string[];
  /** Keys on the other token that were not there before. */
  readonly keysOnTwin: number;
}

export interface BenchToken {
  /** In the certificate that the token was made with; after a change the new one has another. */
  readonly unitName: string;
  readonly made: MadeToken;
  readonly environment: Readonly<Record<string, string>>;
  /** The library's path, and its kind in the host's configuration. */
  readonly driver: { readonly path: string; readonly kind?: 'skf' };
  judge(portal: Portal, pin: string): Promise<TokenVerdict>;
  /** The same in a copy of its folder. */
  move(from: string, to: string): BenchToken;
}

export interface TokenPlan {
  readonly key: BenchKey;
  readonly twin?: Twin;
}

/** @param folder of the bench; the token lies in `hsm` below it */
export async function makeBenchToken(
  libraries: FaultLibraries,
  folder: string,
  { key, twin }: TokenPlan,
  portal: Portal,
): Promise<BenchToken> {
  const dir = join(folder, 'hsm');
  const common = { dir, label, pin: benchPin, unit: exampleUnit, portal };
  if (key === 'SM2') {
    const pair = { isPair: true, order: { hasEncryption: true } };
    const made = await makeSkfToken({ ...common, ...pair, module: libraries.skf, keyAlgorithm: key });
    return toSkf(made, libraries.skf, dir);
  }
  const made = await makeToken({ ...common, keyAlgorithm: key });
  if (twin === undefined) return toPkcs11(made, libraries.module);
  const other = await makeToken({ ...common, label: '另一个', keyAlgorithm: key, unit: otherUnit });
  return toPkcs11(made, libraries.module, { way: twin, made: other });
}

interface OtherToken {
  readonly way: Twin;
  readonly made: MadeToken;
}

function toPkcs11(made: MadeToken, module: string, twin?: OtherToken): BenchToken {
  return {
    made,
    unitName: exampleUnit.unitName,
    driver: { path: module },
    environment: {
      SOFTHSM2_CONF: made.softhsmConf,
      FAULT_MODULE: softHsmModule,
      ...(twin ? { FAULT_TWIN: made.chipNumber, FAULT_TWIN_WAY: twin.way } : {}),
    },
    async judge(portal, pin) {
      const token = { ...made, pin };
      const { certificateIds, privateKeyIds } = listObjects(token);
      const judge = (id: string) => faultOf(() => assertUsable(token, id, portal.caCertificates.chain));
      const others = certificateIds.filter((id) => id !== made.objectId);
      return {
        keys: privateKeyIds.length,
        hasOld: certificateIds.includes(made.objectId),
        oldFault: judge(made.objectId),
        otherFaults: others.flatMap((id) => judge(id) ?? []),
        keysOnTwin: twin ? listObjects(twin.made).privateKeyIds.length - 1 : 0,
      };
    },
    move(from, to) {
      const softhsmConf = join(to, 'hsm', 'softhsm2.conf');
      writeFileSync(softhsmConf, readFileSync(softhsmConf, 'utf8').replaceAll(from, to));
      const moved = twin && { ...twin, made: { ...twin.made, softhsmConf } };
      return toPkcs11({ ...made, softhsmConf }, module, moved);
    },
  };
}

function toSkf(made: MadeToken, module: string, dir: string): BenchToken {
  return {
    made,
    unitName: exampleUnit.unitName,
    driver: { path: module, kind: 'skf' },
    environment: { SOFT_SKF_DIR: dir },
    async judge(portal) {
      const containers = listSkfContainers({ deviceFolder: join(dir, 'dev1') });
      const chain = await portal.openSm2Chain();
      const isOld = ({ name }: { name: string }) => name === made.objectId;
      const judge = (container: (typeof containers)[number]) => faultOf(() => assertSkfUsable(container, chain));
      const old = containers.find(isOld);
      const others = containers.filter((container) => !isOld(container));
      return {
        keys: countSkfKeys(dir),
        hasOld: old !== undefined,
        oldFault: old ? judge(old) : 'the old container is gone',
        otherFaults: others.flatMap((container) => judge(container) ?? []),
        keysOnTwin: 0,
      };
    },
    move: (_, to) => toSkf(made, module, join(to, 'hsm')),
  };
}

const countSkfKeys = (dir: string) =>
  readdirSync(join(dir, 'dev1'), { recursive: true }).filter((name) => String(name).endsWith('sign.key')).length;

function faultOf(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return (error as Error).message.split('\n').slice(0, 2).join(' ').slice(0, 200);
  }
}
