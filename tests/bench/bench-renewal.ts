// A renewal's token work on the running host over the same PKCS#11 calls made directly.
import { execFileSync, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { makeToken, type TokenOptions } from '../portal/token/make-token.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import { startHost } from '../support/host/host-client.ts';
import { exampleUnit } from '../support/portal/units.ts';
import { type BenchResult, compare } from './measure.ts';

const rawScript = fileURLToPath(new URL('raw-renewal.ts', import.meta.url));
const dayMs = 86_400_000;
const typingMs = 1_500;

/** What a CA would deliver for the request, made outside the measured time. */
async function issueBundle(portal: Portal, scratch: Scratch, pkcs10: string): Promise<string> {
  const notBefore = new Date();
  const notAfter = new Date(Date.now() + 365 * dayMs);
  const pem = await portal.issueCertificate({
    pkcs10: Buffer.from(pkcs10, 'base64'),
    unit: exampleUnit,
    notBefore,
    notAfter,
  });
  const file = join(scratch.folder, 'bundle.pem');
  writeFileSync(file, pem + readFileSync(portal.caCertificates.chain, 'utf8'));
  return execFileSync('openssl', ['crl2pkcs7', '-nocrl', '-certfile', file, '-outform', 'DER']).toString('base64');
}

export async function benchRenewal(
  keyAlgorithm: TokenOptions['keyAlgorithm'],
  runs: number,
  goal?: number,
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
  const raw = fork(rawScript, [token.module, token.chipNumber, token.pin, keyAlgorithm], {
    env: { ...process.env, ...environment },
  });
  const tellRaw = async (command: string) => {
    raw.send(command);
    const [time] = await once(raw, 'message');
    return time as number;
  };
  const renewOnHost = async () => {
    const { tokens } = await host.call('list-tokens', {});
    const [found] = tokens;
    const certificateHash = found?.certificates[0]?.hash ?? '';
    const tokenId = found?.tokenId ?? '';
    const orderId = randomUUID();
    // The clerk types name, phone and PIN: the driver's next processes start meanwhile.
    await sleep(typingMs);
    const startedAt = performance.now();
    const request = await host.call('create-request', {
      orderId,
      operation: 'renew',
      tokenId,
      certificateHash,
      pin: token.pin,
      orderNumber: 'BENCH',
      nonce: 'bench-nonce',
      pinnedCaCertificates: [],
    });
    const requested = performance.now() - startedAt;
    await host.call('update-order', { orderId, state: 'submitted' });
    const certificates = await issueBundle(portal, scratch, request.pkcs10);
    const resumedAt = performance.now();
    await host.call('install-certificate', { orderId, tokenId, pin: token.pin, certificates });
    const time = requested + performance.now() - resumedAt;
    await tellRaw('clean');
    // Every run finds the same machine: a clerk has an order a year, not one a second.
    for (const name of ['orders', 'orders.copy'])
      rmSync(join(scratch.hostEnvironment.XDG_DATA_HOME ?? '', 'shebao-cert-assistant', name), {
        recursive: true,
        force: true,
      });
    return time;
  };
  const renewRaw = async () => {
    const time = await tellRaw('renew');
    await tellRaw('clean');
    return time;
  };
  try {
    return await compare(`renewal on the host over raw pkcs11js, ${keyAlgorithm}`, runs, renewOnHost, renewRaw, goal);
  } finally {
    raw.disconnect();
    await host.close();
    await portal.close();
    scratch.remove();
  }
}
