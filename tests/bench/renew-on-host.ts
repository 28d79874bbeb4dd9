// A renewal's token work through the host, as the window does it, timed.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Portal } from '../portal/start-portal.ts';
import type { MadeToken } from '../portal/token/make-token.ts';
import type { Scratch } from '../support/files/scratch.ts';
import type { HostClient } from '../support/host/host-client.ts';
import { exampleUnit } from '../support/portal/units.ts';

const dayMs = 86_400_000;
const typingMs = 1_500;
/** From the submission to the CA's answer: a window asks the order service every few seconds. */
const issuingMs = 1_500;

export interface RenewalScene {
  readonly scratch: Scratch;
  readonly portal: Portal;
  readonly token: MadeToken;
}

/** What a CA would deliver for the request, made outside the measured time. */
async function issueBundle({ portal, scratch }: RenewalScene, pkcs10: string): Promise<string> {
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

/**
 * Renews the token's first certificate.
 * @returns ms that a clerk waits: for the list, and for the renewal after name, phone and PIN were typed; the CA's own time
 *   is not counted
 */
export async function renewOnHost(
  host: HostClient,
  scene: RenewalScene,
): Promise<{ listMs: number; renewalMs: number }> {
  const { token, scratch } = scene;
  const listedAt = performance.now();
  const { tokens } = await host.call('list-tokens', {});
  const listMs = performance.now() - listedAt;
  const [found] = tokens;
  const certificateHash = found?.certificates[0]?.hash ?? '';
  const tokenId = found?.tokenId ?? '';
  const orderId = randomUUID();
  // The clerk types: the driver's next process starts meanwhile.
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
  const requestedMs = performance.now() - startedAt;
  await host.call('update-order', { orderId, state: 'submitted' });
  const certificates = await issueBundle(scene, request.pkcs10);
  // The CA works: the driver's next process starts meanwhile.
  await sleep(issuingMs);
  const resumedAt = performance.now();
  await host.call('install-certificate', { orderId, tokenId, pin: token.pin, certificates });
  const renewalMs = requestedMs + performance.now() - resumedAt;
  // Every run finds the same machine: a clerk has an order a year, not one a second.
  for (const name of ['orders', 'orders.copy'])
    rmSync(join(scratch.hostEnvironment.XDG_DATA_HOME ?? '', 'shebao-cert-assistant', name), {
      recursive: true,
      force: true,
    });
  return { listMs, renewalMs };
}
