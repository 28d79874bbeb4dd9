// What a page's control may have the host do: texts are signed and structures are not, keys go through the journal. openssl judges.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Portal } from '../portal/start-portal.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import type { HostClient } from '../support/host/host-client.ts';
import { startReadyPortal } from '../support/portal/start-ready-portal.ts';
import { assertUsable, listObjects } from '../support/token/judge-token.ts';
import { deskPin, openTokenDesk, type TokenDesk } from '../support/token/token-desk.ts';

const site = 'http://os.ezca.org:8001';
let scratch: Scratch;
let portal: Portal;
beforeAll(async () => {
  scratch = makeScratch();
  portal = await startReadyPortal({ stateDir: join(scratch.folder, 'portal') });
});
afterAll(async () => {
  await portal.close();
  scratch.remove();
});

const encode = (text: string | Buffer) => Buffer.from(text).toString('base64');

/** The simulated site issues for a control's request. Its name goes as a header, which fetch would not send. */
function issue(desk: TokenDesk, pkcs10: string): Promise<string> {
  const body = new URLSearchParams({ type: 'renew', chipNo: desk.token.chipNumber, pkcs10 }).toString();
  const headers = { host: 'os.ezca.org:8001', 'content-type': 'application/x-www-form-urlencoded' };
  const path = '/easyca/ocx/apply.do';
  return new Promise((resolve, reject) => {
    const sent = request({ port: portal.port, host: '127.0.0.1', method: 'POST', path, headers }, async (answer) => {
      const parts = await answer.toArray();
      resolve((JSON.parse(Buffer.concat(parts).toString()) as { p7b: string }).p7b);
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

describe.each(['RSA-2048', 'P-256'] as const)('key %s', (keyAlgorithm) => {
  let desk: TokenDesk;
  let host: HostClient;
  let named: { tokenId: string; certificateHash: string };
  beforeAll(async () => {
    desk = await openTokenDesk(portal, keyAlgorithm);
    host = desk.openHost();
    const { tokens } = await host.call('list-tokens', {});
    const [token] = tokens;
    named = { tokenId: token?.tokenId ?? '', certificateHash: token?.certificates[0]?.hash ?? '' };
  });
  afterAll(() => desk.close());
  const sign = (content: string, form: 'cms-attached' | 'cms-detached' | 'signature', pin = deskPin) =>
    host.call('sign-content', { ...named, pin, content, form });

  test('a text is signed, attached and detached, and openssl agrees', async () => {
    const file = (name: string) => join(desk.scratch.folder, name);
    writeFileSync(file('text'), '登录 1700000000');
    for (const form of ['cms-attached', 'cms-detached'] as const) {
      const { signature } = await sign(encode(readFileSync(file('text'))), form);
      writeFileSync(file('message.der'), Buffer.from(signature, 'base64'));
      const content = form === 'cms-detached' ? ['-content', file('text')] : [];
      const verify = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', file('message.der'), ...content];
      execFileSync(
        'openssl',
        [...verify, '-CAfile', portal.caCertificates.chain, '-purpose', 'any', '-out', file('out')],
        { stdio: 'pipe' },
      );
      expect(readFileSync(file('out'), 'utf8')).toBe('登录 1700000000');
    }
    const { signature } = await sign(encode(readFileSync(file('text'))), 'signature');
    writeFileSync(file('signature'), Buffer.from(signature, 'base64'));
    execFileSync('openssl', ['x509', '-in', desk.token.certificatePem, '-noout', '-pubkey', '-out', file('key.pem')]);
    execFileSync('openssl', [
      'dgst',
      '-sha256',
      '-verify',
      file('key.pem'),
      '-signature',
      file('signature'),
      file('text'),
    ]);
  });

  test('what means something once it is signed is refused, before the PIN is used', async () => {
    const certificate = execFileSync('openssl', ['x509', '-in', desk.token.certificatePem, '-outform', 'DER']);
    const message = Buffer.from((await sign(encode('x'), 'cms-attached')).signature, 'base64');
    // One attribute of a signature: its content's type (RFC 5652 §11.1).
    const attributes = Buffer.from('311a301806092a864886f70d010903310b06092a864886f70d010701', 'hex');
    const [key, made] = [join(desk.scratch.folder, 'k.pem'), join(desk.scratch.folder, 'r.der')];
    execFileSync(
      'openssl',
      [
        'req',
        '-new',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        key,
        '-subj',
        '/CN=x',
        '-outform',
        'DER',
        '-out',
        made,
      ],
      { stdio: 'pipe' },
    );
    const structures = [certificate, message, attributes, readFileSync(made)];
    for (const structure of structures)
      for (const content of [
        structure,
        Buffer.from(encode(structure)),
        readPem(structure),
        Buffer.from(encode(structure), 'utf16le'),
      ])
        for (const form of ['cms-attached', 'signature'] as const)
          await expect(sign(encode(content), form, '000000')).rejects.toMatchObject({ code: 'CONTENT_REFUSED' });
    // No try was spent.
    expect((await host.call('list-tokens', {})).tokens[0]?.pin.state).toBe('unknown-or-full');
  });

  test('a request: recorded, repeated as it was, installed only for its site, the old pair as before', async () => {
    const ask = (orderId: string, from = site) =>
      host.call('generate-request', {
        orderId,
        ...named,
        pin: deskPin,
        site: from,
        requestSubject: [{ type: 'CN', value: 'itrus_enroll' }],
        pinnedCaCertificates: [],
      });
    const made = await ask(randomUUID());
    expect(made.isRepeated).toBe(false);
    expect(await ask(randomUUID())).toEqual({ ...made, isRepeated: true });
    const text = execFileSync('openssl', ['req', '-inform', 'DER', '-noout', '-verify', '-text'], {
      input: Buffer.from(made.pkcs10, 'base64'),
      stdio: 'pipe',
    }).toString();
    expect(text).toContain(keyAlgorithm === 'P-256' ? 'prime256v1' : '2048 bit');
    expect((await host.call('list-orders', { includeFinished: true })).orders).toEqual([]);
    const response = await issue(desk, made.pkcs10);
    await expect(host.call('read-response', { site: 'http://evil.example', response })).rejects.toMatchObject({
      code: 'ORDER_UNKNOWN',
    });
    const read = await host.call('read-response', { site, response });
    expect(read).toMatchObject({ orderId: made.orderId, oldCertificateHash: named.certificateHash });
    const install = { orderId: made.orderId, tokenId: named.tokenId, pin: deskPin, site, response };
    const { certificate } = await host.call('install-response', install);
    expect(await host.call('install-response', install)).toMatchObject({ certificate: { hash: certificate.hash } });
    // A window that was shown the old certificate, or slept meanwhile, makes no third key.
    await expect(ask(randomUUID())).rejects.toMatchObject({
      code: 'CERTIFICATE_REPLACED',
      details: { newCertificateHash: certificate.hash },
    });
    const { certificateIds, privateKeyIds } = listObjects(desk.token);
    expect([certificateIds.length, privateKeyIds.length]).toEqual([2, 2]);
    for (const id of certificateIds) assertUsable(desk.token, id, portal.caCertificates.chain);
  });

  test('pages cannot fill the token with keys; one given up makes room, and its key is gone', async () => {
    const { tokens } = await host.call('list-tokens', {});
    const newest = tokens[0]?.certificates.find(({ hash }) => hash !== named.certificateHash)?.hash ?? '';
    const ask = (name: string) =>
      host.call('generate-request', {
        orderId: randomUUID(),
        tokenId: named.tokenId,
        certificateHash: newest,
        pin: deskPin,
        site,
        requestSubject: [{ type: 'CN', value: name }],
        pinnedCaCertificates: [],
      });
    const { orderId } = await ask('a');
    for (const name of ['b', 'c']) await ask(name);
    await expect(ask('d')).rejects.toMatchObject({ code: 'ORDER_STATE_CONFLICT' });
    const before = listObjects(desk.token).privateKeyIds.length;
    await host.call('abandon-order', { orderId, tokenId: named.tokenId, pin: deskPin });
    expect(listObjects(desk.token).privateKeyIds).toHaveLength(before - 1);
    await ask('d');
  });
});

function readPem(der: Buffer): Buffer {
  return Buffer.from(
    `-----BEGIN CERTIFICATE-----\n${encode(der).replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n`,
  );
}
