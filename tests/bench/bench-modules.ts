// Other makers' modules: listing and a renewal by the host over the same work by pkcs11-tool, a process a step as an administrator
// would type it.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isOpencryptokiAskedFor, setUpOpencryptoki } from '../modules/start-opencryptoki.ts';
import { hasTpm, setUpTpm } from '../modules/start-tpm.ts';
import type { ModuleSetup } from '../modules/whole-life.ts';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { startHost } from '../support/host/host-client.ts';
import { listObjects, workOnToken } from '../support/token/judge-token.ts';
import { type BenchResult, compare } from './measure.ts';
import { renewOnHost } from './renew-on-host.ts';

const runs = 7;
const pauseMs = 1_500;
const newId = '77';

/** opencryptoki's service is the whole machine's: only when it is asked for. */
const modules: Readonly<Record<string, ((portal: Portal) => Promise<ModuleSetup>) | undefined>> = {
  'tpm2-pkcs11': hasTpm ? (portal) => setUpTpm(portal, 'RSA-2048') : undefined,
  opencryptoki: isOpencryptokiAskedFor ? setUpOpencryptoki : undefined,
};

async function timeTool(work: () => void): Promise<number> {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** The steps that a renewal takes on a token: a key, two signatures, the write, reading back, a signature. */
function renewByTool({ token }: ModuleSetup, { folder }: Scratch): void {
  const input = join(folder, 'digest-info');
  const sign = (id: string) =>
    workOnToken(token, [
      '--sign',
      '-m',
      'RSA-PKCS',
      '--id',
      id,
      '--input-file',
      input,
      '--output-file',
      `${input}.sig`,
    ]);
  const certificate = join(folder, 'certificate.der');
  workOnToken(token, ['--keypairgen', '--key-type', 'rsa:2048', '--id', newId, '--label', 'bench']);
  sign(newId);
  sign(token.objectId);
  workOnToken(token, ['--write-object', certificate, '--type', 'cert', '--id', newId, '--label', 'bench']);
  workOnToken(token, ['--read-object', '--type', 'cert', '--id', newId, '--output-file', `${certificate}.back`]);
  sign(newId);
}

/** Leaves the first pair only, so that every run finds the same token. */
function clean({ token }: ModuleSetup): void {
  const { certificateIds, privateKeyIds } = listObjects(token);
  const remove = (type: string, ids: readonly string[]) => {
    for (const id of ids.filter((found) => found !== token.objectId))
      workOnToken(token, ['--delete-object', '--type', type, '--id', id]);
  };
  remove('cert', certificateIds);
  remove('pubkey', privateKeyIds);
  remove('privkey', privateKeyIds);
}

async function benchModule(name: string, portal: Portal, setup: ModuleSetup): Promise<BenchResult[]> {
  const scratch = makeScratch();
  scratch.configureHost({ drivers: [{ name, path: setup.path }], useKnownDrivers: false });
  const host = startHost({ environment: { ...scratch.hostEnvironment, ...setup.environment } });
  const { token } = setup;
  execFileSync('openssl', [
    'x509',
    '-in',
    token.certificatePem,
    '-outform',
    'DER',
    '-out',
    join(scratch.folder, 'certificate.der'),
  ]);
  // SHA-256 in its DigestInfo (RFC 8017 §9.2).
  writeFileSync(
    join(scratch.folder, 'digest-info'),
    Buffer.from(`3031300d060960864801650304020105000420${'07'.repeat(32)}`, 'hex'),
  );
  try {
    const list = async () => {
      // Nobody lists twice in a moment: the driver's next process starts meanwhile, as it does while a clerk types.
      await sleep(pauseMs);
      const startedAt = performance.now();
      await host.call('list-tokens', {});
      return performance.now() - startedAt;
    };
    const renew = async () => {
      const { renewalMs } = await renewOnHost(host, { scratch, portal, token });
      clean(setup);
      return renewalMs;
    };
    const renewByHand = async () => {
      const time = await timeTool(() => renewByTool(setup, scratch));
      clean(setup);
      return time;
    };
    const listByHand = () => timeTool(() => workOnToken(token, ['--list-objects']));
    return [
      await compare(`${name}: list-tokens over pkcs11-tool -O`, runs, list, listByHand, 1),
      await compare(`${name}: renewal over the same steps by pkcs11-tool, RSA-2048`, runs, renew, renewByHand, 1),
    ];
  } finally {
    await host.close();
    scratch.remove();
  }
}

export async function benchModules(): Promise<BenchResult[]> {
  const scratch = makeScratch();
  const portal = await startPortal({ stateDir: join(scratch.folder, 'portal') });
  const results: BenchResult[] = [];
  try {
    for (const [name, setUp] of Object.entries(modules)) {
      if (!setUp) continue;
      const setup = await setUp(portal);
      try {
        results.push(...(await benchModule(name, portal, setup)));
      } finally {
        await setup.close();
      }
    }
    return results;
  } finally {
    await portal.close();
    scratch.remove();
  }
}
