// Listing many tokens: list-tokens of a running host over pkcs11-tool run once a token, and how the time grows with their number.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { MadeToken } from '../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { startHost } from '../support/host/host-client.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { makeReadyToken } from '../support/token/ready-token.ts';
import { type BenchResult, compare } from './measure.ts';

const tokenCount = 32;
const execute = promisify(execFile);

async function makeTokens(scratch: Scratch): Promise<{ one: MadeToken; many: MadeToken[] }> {
  const portal = await startReadyPortal({ stateDir: join(scratch.folder, 'portal') });
  const common = { pin: '246813', keyAlgorithm: 'P-256', unit: exampleUnit, portal, isOrderOpen: false } as const;
  try {
    const one = await makeReadyToken({ ...common, dir: join(scratch.folder, 'one'), label: '社保U盾' });
    const many: MadeToken[] = [];
    for (let index = 0; index < tokenCount; index += 1)
      many.push(await makeReadyToken({ ...common, dir: join(scratch.folder, 'many'), label: `社保U盾${index}` }));
    return { one, many };
  } finally {
    await portal.close();
  }
}

/** Times list-tokens: in a host that is started for it and ends, or in one that has listed them before. */
async function createLister(scratch: Scratch, { softhsmConf }: MadeToken, expected: number) {
  const environment = { ...scratch.hostEnvironment, SOFTHSM2_CONF: softhsmConf };
  const list = async (host: ReturnType<typeof startHost>) => {
    const startedAt = performance.now();
    const { tokens } = await host.call('list-tokens', {});
    const found = tokens.filter(({ certificates }) => certificates.length === 1).length;
    if (found !== expected) throw new Error(`${found} tokens instead of ${expected}`);
    return performance.now() - startedAt;
  };
  const warmHost = startHost({ environment });
  await list(warmHost);
  return {
    listWarm: () => list(warmHost),
    async listCold() {
      const startedAt = performance.now();
      const host = startHost({ environment });
      await list(host);
      const time = performance.now() - startedAt;
      await host.close();
      return time;
    },
    close: () => warmHost.close(),
  };
}

async function timePkcs11Tool(tokens: readonly MadeToken[]): Promise<number> {
  const startedAt = performance.now();
  for (const { module, label, softhsmConf } of tokens)
    await execute('pkcs11-tool', ['--module', module, '--token-label', label, '--list-objects'], {
      env: { ...process.env, SOFTHSM2_CONF: softhsmConf },
    });
  return performance.now() - startedAt;
}

export async function benchListTokens(): Promise<BenchResult[]> {
  const scratch = makeScratch();
  try {
    const { one, many } = await makeTokens(scratch);
    const [first] = many;
    if (!first) throw new Error('no tokens');
    const listOne = await createLister(scratch, one, 1);
    const listMany = await createLister(scratch, first, tokenCount);
    const results = [
      await compare(
        `list ${tokenCount} tokens over pkcs11-tool -O on each`,
        9,
        listMany.listWarm,
        () => timePkcs11Tool(many),
        0.2,
      ),
      await compare(
        `list ${tokenCount} tokens, the host started for it, over pkcs11-tool -O on each`,
        5,
        listMany.listCold,
        () => timePkcs11Tool(many),
      ),
      await compare(`list ${tokenCount} tokens over 1`, 15, listMany.listWarm, listOne.listWarm, tokenCount),
    ];
    await Promise.all([listOne.close(), listMany.close()]);
    return results;
  } finally {
    scratch.remove();
  }
}
