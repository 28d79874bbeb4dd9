// A renewal's token work on the running host over the same PKCS#11 calls made directly.
import { join } from 'node:path';
import { startPortal } from '../portal/start-portal.ts';
import { makeToken, type TokenOptions } from '../portal/token/make-token.ts';
import { makeScratch } from '../support/files/scratch.ts';
import { startHost } from '../support/host/host-client.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { type BenchResult, compare } from './measure.ts';
import { startRawDesk } from './raw-desk.ts';
import { renewOnHost } from './renew-on-host.ts';

export async function benchRenewal(
  keyAlgorithm: TokenOptions['keyAlgorithm'],
  runs: number,
  goal: number,
): Promise<BenchResult> {
  const scratch = makeScratch();
  const portal = await startPortal({ stateDir: join(scratch.folder, 'portal') });
  const token = await makeToken({
    dir: join(scratch.folder, 'hsm'),
    label: 'bench',
    pin: '135790',
    keyAlgorithm,
    unit: exampleUnit,
    portal,
  });
  const environment = { ...scratch.hostEnvironment, SOFTHSM2_CONF: token.softhsmConf };
  const host = startHost({ environment });
  const raw = startRawDesk(token, environment, [token.objectId]);
  const ours = async () => {
    const { renewalMs } = await renewOnHost(host, { scratch, portal, token });
    await raw.tell('clean');
    return renewalMs;
  };
  const theirs = async () => {
    const time = await raw.tell('renew');
    await raw.tell('clean');
    return time;
  };
  try {
    return await compare(`renewal on the host over raw pkcs11js, ${keyAlgorithm}`, runs, ours, theirs, goal);
  } finally {
    raw.close();
    await host.close();
    await portal.close();
    scratch.remove();
  }
}
