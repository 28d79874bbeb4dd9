// Certificates that must never be written, delivered to the real host over frames; the last one is honest and is.

import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkIssued } from '../../../native-host/x509/check-issued.ts';
import { decodeName } from '../../../native-host/x509/decode-name.ts';
import { readCertificates } from '../../../native-host/x509/read-certificates.ts';
import type { Portal } from '../../portal/start-portal.ts';
import { makeScratch, type Scratch } from '../../support/files/scratch.ts';
import { type HostRenewal, prepareRenewal } from '../../support/host/host-renewal.ts';
import { startReadyPortal } from '../../support/portal/start-ready-portal.ts';
import { listObjects } from '../../support/token/judge-token.ts';
import { openTokenDesk, type TokenDesk } from '../../support/token/token-desk.ts';
import { chainKinds } from './chain-kinds.ts';
import { makeStranger, readRequestKey } from './make-stranger.ts';
import { openRogueWorld, type RogueWorld } from './rogue-world.ts';
import { harmless, useKinds } from './use-kinds.ts';

let scratch: Scratch;
let portal: Portal;
let desk: TokenDesk;
let renewal: HostRenewal;
let world: RogueWorld;
let untouched: ReturnType<typeof listObjects>;

beforeAll(async () => {
  scratch = makeScratch();
  portal = await startReadyPortal({ stateDir: join(scratch.folder, 'portal'), issueDelayMs: 20 });
  desk = await openTokenDesk(portal, 'RSA-2048');
  writeRootOntoToken();
  renewal = prepareRenewal(portal, desk.token, desk.openHost());
  const request = await renewal.createRequest();
  await renewal.submit(request);
  const publicKey = readRequestKey(request.pkcs10);
  const stranger = await makeStranger(portal, scratch.folder);
  world = openRogueWorld(portal, { old: desk.token.certificatePem, ...stranger }, publicKey);
  untouched = listObjects(desk.token);
});
afterAll(async () => {
  await desk.close();
  await portal.close();
  scratch.remove();
});

/** As a CA's installer does: known before the order begins. */
function writeRootOntoToken(): void {
  const file = join(scratch.folder, 'root.der');
  writeFileSync(file, new X509Certificate(execFileSync('cat', [portal.caCertificates.root])).raw);
  const { module, softhsmConf, label, pin } = desk.token;
  execFileSync(
    'pkcs11-tool',
    [
      '--module',
      module,
      '--token-label',
      label,
      '--login',
      '--pin',
      pin,
      '--write-object',
      file,
      '--type',
      'cert',
      '--id',
      'ca01',
      '--label',
      'root',
    ],
    { env: { ...process.env, SOFTHSM2_CONF: softhsmConf } },
  );
}

const groups = Object.entries({ ...chainKinds, ...useKinds });

test('there are at least 120 kinds', () => {
  expect(groups.flatMap(([, { kinds }]) => kinds).length).toBeGreaterThanOrEqual(120);
});

describe.each(groups)('a certificate %s', (_, { code, kinds }) => {
  test.each(kinds)(`%s: ${code}`, async (_what, make) => {
    const bundle = Buffer.from(make(world)).toString('base64');
    await expect(renewal.install(bundle)).rejects.toMatchObject({ code });
  });
});

test('none of them left anything on the token', () => {
  expect(listObjects(desk.token)).toEqual(untouched);
});

describe('a certificate that is different and no harm', () => {
  test.each(harmless)('%s', (_what, make) => {
    const issued = checkIssued(readCertificates(make(world)), {
      publicKey: world.newKey,
      subject: decodeName(world.subject),
      oldCertificate: world.old,
      pinnedCaCertificates: [],
      knownCaCertificates: [world.root.der],
      now: new Date(),
    });
    expect(issued.certificate.publicKey).toBeTruthy();
  });
});

test('an honest one is written; that its own CA still signs by SHA-1 is said', async () => {
  const bundle = harmless.find(([what]) => what.startsWith('SHA-1'))?.[1](world) ?? Buffer.alloc(0);
  const installed = await renewal.install(Buffer.from(bundle).toString('base64'));
  expect(installed).toMatchObject({ order: { state: 'verified' }, isSignatureLegacy: true });
  expect(listObjects(desk.token).certificateIds.length).toBe(untouched.certificateIds.length + 1);
});
