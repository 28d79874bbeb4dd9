// Certificates as they are found on real tokens: odd encodings, odd names, odd numbers; openssl has a say where it can read them.
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildSignedData } from '../../../native-host/x509/build-signed-data.ts';
import { describeCertificate } from '../../../native-host/x509/describe-certificate.ts';
import { ParsedCertificate } from '../../../native-host/x509/parsed-certificate.ts';
import { readCertificates } from '../../../native-host/x509/read-certificates.ts';
import { createTokenSigner } from '../../../native-host/x509/token-signer.ts';
import { certificateDescriptionSchema } from '../../../shared/certificate.ts';
import { buildCertificate, type CertificateParts } from '../../hostile/rogue-certificates/build-certificate.ts';
import { bits, bmp, bundle, int, name, octets, oid, seq, tlv, utf8 } from '../../hostile/rogue-certificates/der.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const spki = publicKey.export({ type: 'spki', format: 'der' });
const unit = '重庆山城机械制造有限公司';
const plain = name(['2.5.4.10', utf8(unit)], ['2.5.4.3', utf8(unit)]);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'odd-certificates-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const make = (parts: Partial<CertificateParts> = {}) =>
  buildCertificate({ subject: plain, issuer: plain, key: spki, by: privateKey, ...parts });
const describeDer = (der: Uint8Array) => describeCertificate(new ParsedCertificate(der), true);
const withName = (...attributes: readonly (readonly [string, Uint8Array])[]) =>
  describeDer(make({ subject: name(...attributes) }));

test('what is not canonical goes into CMS as it is, and openssl verifies both signatures', async () => {
  const usage = seq(oid('2.5.29.15'), tlv(0x01, Buffer.of(0)), octets(bits(Buffer.of(0xc0), 6)));
  const der = make({ extensions: [usage] });
  const signer = createTokenSigner(spki, async (_, data) => sign('sha256', data, privateKey));
  const content = Buffer.from('content');
  const parts = { contentType: '1.2.840.113549.1.7.1', content, signingTime: new Date() };
  const cms = await buildSignedData({ ...parts, certificate: new ParsedCertificate(der) }, signer);
  expect(Buffer.from(cms).includes(der)).toBe(true);
  const [message, certificate] = [join(folder, 'cms.der'), join(folder, 'certificate.pem')];
  writeFileSync(message, cms);
  writeFileSync(certificate, execFileSync('openssl', ['x509', '-inform', 'DER'], { input: der }));
  const options = ['-binary', '-inform', 'DER', '-in', message, '-CAfile', certificate, '-purpose', 'any'];
  const verified = execFileSync('openssl', ['cms', '-verify', ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
  expect(verified).toEqual(content);
});

describe('names by what they hold', () => {
  test.each([
    ['GBK in UTF8String', tlv(0x0c, iconv.encode(unit, 'gbk'))],
    ['GB18030 with four bytes', tlv(0x0c, iconv.encode(`${unit}𠮷`, 'gb18030'))],
    ['GBK in T61String', tlv(0x14, iconv.encode(unit, 'gbk'))],
    ['characters beyond the BMP in BMPString', bmp(`${unit}𠮷`)],
    ['UTF-8 in BMPString', tlv(0x1e, Buffer.from(unit))],
    ['GBK in BMPString', tlv(0x1e, iconv.encode(unit, 'gbk'))],
    ['UTF-16 in UTF8String', tlv(0x0c, Buffer.from(unit, 'utf16le').swap16())],
    ['UTF-8 in PrintableString', tlv(0x13, Buffer.from(unit))],
    ['GBK cut inside a character', tlv(0x0c, iconv.encode(`${unit}厂`, 'gbk').subarray(0, -1))],
    ['zero bytes behind it', tlv(0x0c, Buffer.from(`${unit}\0\0`))],
  ])('%s', (_, value) => {
    const description = withName(['2.5.4.10', value]);
    expect(description.unitName.replace('𠮷', '')).toBe(unit);
  });

  test('the subject’s bytes stay as they are', () => {
    const subject = name(['2.5.4.10', tlv(0x0c, iconv.encode(unit, 'gbk'))]);
    expect(Buffer.from(new ParsedCertificate(make({ subject })).subject)).toEqual(subject);
  });

  test.each([['041@8310000000080001@重庆山城机械制造有限公司@00000001'], ['041@Z2@重庆山城机械制造有限公司@1']])(
    'a bank’s common name %s',
    (commonName) => {
      const description = withName(['2.5.4.10', utf8('Example OCA1')], ['2.5.4.3', utf8(commonName)]);
      expect(description.unitName).toBe(unit);
      expect(description.socialInsuranceNumbers).toEqual([]);
    },
  );

  test('a credit code inside the common name is that, and no piece of it a 社保号', () => {
    const description = withName(['2.5.4.10', utf8(unit)], ['2.5.4.3', utf8(`${unit}@91350100M000100Y43`)]);
    expect(description).toMatchObject({ unitName: unit, creditCode: '91350100M000100Y43', socialInsuranceNumbers: [] });
  });

  test('very long values are cut, it is said, and the message holds to its schema', () => {
    const long = withName(['2.5.4.10', utf8('长'.repeat(600))], ...Array(60).fill(['2.5.4.11', utf8('部门')] as const));
    expect(long.isShortened).toBe(true);
    expect(long.unitName).toHaveLength(512);
    expect(certificateDescriptionSchema.safeParse(long).success).toBe(true);
    expect(withName(['2.5.4.10', utf8(unit)]).isShortened).toBeUndefined();
  });
});

describe('times', () => {
  test.each([
    ['no end', 0x18, '99991231235959Z', '9999-12-31T23:59:59.000Z'],
    ['an offset', 0x18, '20271231235959+0800', '2027-12-31T15:59:59.000Z'],
    ['an offset in UTCTime', 0x17, '271231235959+0800', '2027-12-31T15:59:59.000Z'],
    ['no seconds', 0x17, '2712312359Z', '2027-12-31T23:59:00.000Z'],
    ['a fraction', 0x18, '20271231235959.5Z', '2027-12-31T23:59:59.000Z'],
    ['the last century', 0x17, '991231235959Z', '1999-12-31T23:59:59.000Z'],
  ])('%s', (_, tag, text, expected) => {
    expect(describeDer(make({ to: tlv(tag, Buffer.from(text)) })).notAfter).toBe(expected);
  });

  test.each(['271331235959Z', '270230000000Z', '271231240000Z', '271231235960Z', '271231235959', 'yesterday', ''])(
    '%j is unreadable, in words that the host knows',
    (text) => {
      const der = make({ to: tlv(0x17, Buffer.from(text)) });
      expect(() => describeDer(der)).toThrow(expect.objectContaining({ code: 'CERTIFICATE_MALFORMED' }));
    },
  );
});

test.each(['c0ffee', 'ff3f0012', '00', '7f', '0080', '80', 'ff', '0123456789abcdef0123456789abcdef01234567'])(
  'serial number %s as openssl prints it',
  (hex) => {
    const der = make({ serial: tlv(0x02, Buffer.from(hex, 'hex')) });
    const printed = execFileSync('openssl', ['x509', '-inform', 'DER', '-noout', '-serial'], { input: der }).toString();
    expect(`serial=${describeDer(der).serialNumber}`).toBe(printed.trim());
  },
);

test('a bundle with something behind it, and with a companion that cannot be read', () => {
  const der = make();
  expect(readCertificates(Buffer.concat([bundle(der), Buffer.from('\n')]))).toEqual([Uint8Array.from(der)]);
  expect(readCertificates(bundle(seq(int(1)), der))).toHaveLength(2);
});
