// Certificates as they lie on real tokens, each odd in one way, all on one SoftHSM token: listed one by one, whatever another is like.
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandResult } from '../../shared/protocol/messages.ts';
import { buildCertificate, type CertificateParts } from '../hostile/rogue-certificates/build-certificate.ts';
import { bmp, name, tlv, utf8 } from '../hostile/rogue-certificates/der.ts';
import { type Portal, startPortal } from '../portal/start-portal.ts';
import { initialiseToken, openSoftHsm } from '../portal/token/soft-hsm.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';
import type { HostClient } from '../support/host/host-client.ts';
import { prepareRenewal } from '../support/host/host-renewal.ts';
import { assertUsable } from '../support/token/judge-token.ts';
import { plantCertificates } from '../support/token/plant-certificates.ts';
import { openTokenDesk, type TokenDesk } from '../support/token/token-desk.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = publicKey.export({ type: 'spki', format: 'der' });
const unitOf = (value: Uint8Array) => name(['2.5.4.10', value]);
const time = (text: string, tag = 0x18) => tlv(tag, Buffer.from(text));

const readable: Readonly<Record<string, [Partial<CertificateParts>, { unitName?: string; notAfter?: string }]>> = {
  'no end': [{ to: time('99991231235959Z') }, { notAfter: '9999-12-31T23:59:59.000Z' }],
  offset: [{ to: time('20271231235959+0800') }, { notAfter: '2027-12-31T15:59:59.000Z' }],
  'negative serial': [{ serial: tlv(0x02, Buffer.from('c0ffee', 'hex')) }, {}],
  'GBK in UTF8String': [{ subject: unitOf(tlv(0x0c, iconv.encode('重庆公司', 'gbk'))) }, { unitName: '重庆公司' }],
  'beyond the BMP': [{ subject: unitOf(bmp('重庆𠮷野公司')) }, { unitName: '重庆𠮷野公司' }],
  'very long': [{ subject: unitOf(utf8('长'.repeat(700))) }, { unitName: `${'长'.repeat(511)}…` }],
};
const unreadable: Readonly<Record<string, Partial<CertificateParts>>> = {
  'month 13': { to: time('271331235959Z', 0x17) },
  '30 February': { to: time('20270230000000Z') },
  'hour 24': { from: time('250101240000Z', 0x17) },
  'no zone': { to: time('20271231235959') },
  'year of two digits in GeneralizedTime': { to: time('271231235959Z') },
  'no digits': { to: time('yesterday') },
  nothing: { to: time('') },
};

let scratch: Scratch;
let portal: Portal;
let desk: TokenDesk;
let host: HostClient;
let listed: CommandResult<'list-tokens'>['tokens'][number];

function make(title: string, parts: Partial<CertificateParts>) {
  const unit = unitOf(utf8(title));
  return { label: title, der: buildCertificate({ subject: unit, issuer: unit, key, by: privateKey, ...parts }) };
}

beforeAll(async () => {
  scratch = makeScratch();
  portal = await startPortal({ stateDir: join(scratch.folder, 'portal'), issueDelayMs: 20 });
  desk = await openTokenDesk(portal);
  const odd = Object.entries({
    ...unreadable,
    ...Object.fromEntries(Object.entries(readable).map(([title, [parts]]) => [title, parts])),
  });
  plantCertificates(
    desk.token,
    odd.map(([title, parts]) => make(title, parts)),
  );
  host = desk.openHost();
  await host.call('list-certificates', {});
  const { tokens } = await host.call('list-tokens', {});
  listed = tokens[0] ?? expect.fail('no token');
});
afterAll(async () => {
  await desk.close();
  await portal.close();
  scratch.remove();
});

test.each(Object.entries(readable))('%s is listed as what it is', (title, [parts, expected]) => {
  const found = listed.certificates.find(({ issuerName }) => issuerName.includes(title));
  expect(found).toMatchObject(expected);
  expect(found?.isShortened).toBe(parts.subject && title === 'very long' ? true : undefined);
});

describe('what cannot be read', () => {
  test.each(Object.keys(unreadable))('%s: shown as unreadable, with name and number', (title) => {
    expect(listed.certificates.filter(({ unitName }) => unitName === title)).toEqual([]);
    expect(listed.unreadableCertificates?.filter(({ unitName }) => unitName === title)).toMatchObject([
      {
        part: 'validity',
        issuerName: expect.stringContaining(title),
        serialNumber: expect.stringMatching(/^-?[0-9A-F]+$/),
      },
    ]);
  });

  test('stands among the entries of the token as such', async () => {
    const { entries } = await host.call('inspect-token', { tokenId: listed.tokenId });
    const found = entries.flatMap(({ unreadable: one }) => (one ? [one.unitName] : []));
    expect(found.toSorted()).toEqual(Object.keys(unreadable).toSorted());
  });

  test('is not told to an extension that does not know of it', async () => {
    const older = desk.openHost();
    older.sendText(
      '{"id":"h","command":"hello","params":{"protocolMin":1,"protocolMax":3,"extensionVersion":"0.1.0"}}',
    );
    await older.nextText();
    older.sendText('{"id":"l","command":"list-tokens","params":{}}');
    const answer = await older.nextText();
    expect(answer).toContain('"ok":true');
    expect(answer).not.toContain('unreadable');
    expect(answer).toContain('GBK');
  });
});

test.each([
  ['GBK', iconv.encode('社保证书U盾', 'gbk'), '社保证书U盾'],
  [
    'GBK, cut inside a character',
    iconv.encode('重庆山城机械制造有限公司社保证书盾盾', 'gbk').subarray(0, 31),
    '重庆山城机械制造有限公司社保证',
  ],
  ['UTF-8, cut inside a character', Buffer.from('重庆山城机械制造有限公司').subarray(0, 32), '重庆山城机械制造有限'],
])('a label in %s is read as it was meant', async (_, octets, expected) => {
  const dir = join(scratch.folder, `label-${expected.length}-${octets.length}`);
  const hsm = await openSoftHsm(dir);
  const plain = 'L'.repeat(octets.length);
  await initialiseToken(hsm, plain, '246813');
  // The tool takes UTF-8 only: its token's file is given the octets that another vendor's would have written.
  for (const name of readdirSync(hsm.tokenDirectory)) {
    const file = join(hsm.tokenDirectory, name, 'token.object');
    const content = readFileSync(file);
    const at = content.indexOf(plain);
    if (at >= 0)
      writeFileSync(file, Buffer.concat([content.subarray(0, at), octets, content.subarray(at + octets.length)]));
  }
  const other = desk.openHost({ SOFTHSM2_CONF: hsm.configFile });
  const { tokens } = await other.call('list-tokens', {});
  expect(tokens.map(({ label }) => label)).toEqual([expected]);
  await other.close();
});

test('the clerk’s own certificate is renewed beside all of them', async () => {
  const renewal = prepareRenewal(portal, desk.token, host);
  const target = listed.certificates.find(({ hasPrivateKey, usage }) => hasPrivateKey && usage !== 'other');
  expect(target?.unitName).toBe('重庆山城机械制造有限公司');
  await renewal.submit(await renewal.createRequest());
  expect((await renewal.install(await renewal.fetchBundle())).order.state).toBe('verified');
  assertUsable(desk.token, desk.token.objectId, portal.caCertificates.chain);
});
