// Reading certificates as they come, judged by openssl where it can say something.
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as asn1js from 'asn1js';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkIssued } from '../../../native-host/x509/check-issued.ts';
import { findSubjectDifference } from '../../../native-host/x509/compare-names.ts';
import { decodeName } from '../../../native-host/x509/decode-name.ts';
import { describeCertificate } from '../../../native-host/x509/describe-certificate.ts';
import { encodeName } from '../../../native-host/x509/encode-name.ts';
import { ParsedCertificate } from '../../../native-host/x509/parsed-certificate.ts';
import { readCertificates } from '../../../native-host/x509/read-certificates.ts';

let folder: string;
const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
/** A self-signed certificate by openssl. @returns its DER */
function makeCertificate(name: string, subject: string, ...extra: string[]): Buffer {
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
    '-days',
    '30',
    '-utf8',
    '-subj',
    subject,
    ...extra,
  );
  return openssl('x509', '-in', `${name}.pem`, '-outform', 'DER');
}
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'certificates-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('describeCertificate', () => {
  test('says unit, credit code, 社保号 candidates and use', () => {
    const der = makeCertificate(
      'unit',
      '/C=CN/O=重庆山城机械制造有限公司/OU=50010203/CN=重庆山城机械制造有限公司(社保)50019999/serialNumber=A0001234',
      '-addext',
      'keyUsage=critical,digitalSignature,nonRepudiation',
      '-addext',
      '1.2.156.10260.4.1.4=ASN1:UTF8String:91350100M000100Y43',
      '-addext',
      '1.2.86.21.1.4=DER:353030313032303437',
    );
    const description = describeCertificate(new ParsedCertificate(der), true);
    expect(description).toMatchObject({
      unitName: '重庆山城机械制造有限公司',
      creditCode: '91350100M000100Y43',
      keyAlgorithm: 'EC',
      keySizeBits: 256,
      usage: 'signing',
      hasPrivateKey: true,
    });
    expect(description.socialInsuranceNumbers).toEqual([
      { source: 'SERIALNUMBER', value: 'A0001234' },
      { source: 'EZCA 1.2.86.21.1.4', value: '500102047' },
      { source: 'OU', value: '50010203' },
      { source: 'CN', value: '50019999' },
    ]);
    const certificate = new X509Certificate(der);
    expect(description.hash).toBe(certificate.fingerprint256.replaceAll(':', '').toLowerCase());
    expect(description.serialNumber).toBe(certificate.serialNumber);
    expect(Date.parse(description.notAfter)).toBe(Date.parse(certificate.validTo));
  });

  test('a credit code with a wrong check character is not shown as one', () => {
    const der = makeCertificate(
      'wrong-code',
      '/O=x/CN=x',
      '-addext',
      '1.2.156.10260.4.1.4=ASN1:UTF8String:91350100M000100Y44',
    );
    expect(describeCertificate(new ParsedCertificate(der), false).creditCode).toBeUndefined();
  });

  test('an encryption certificate is told apart', () => {
    const der = makeCertificate('encryption', '/CN=x', '-addext', 'keyUsage=keyEncipherment,dataEncipherment');
    expect(describeCertificate(new ParsedCertificate(der), true).usage).toBe('encryption');
  });

  test('an SM2 certificate is described and not taken for P-256', () => {
    openssl('genpkey', '-algorithm', 'SM2', '-out', 'sm2.key');
    openssl(
      'req',
      '-new',
      '-x509',
      '-key',
      'sm2.key',
      '-sm3',
      '-subj',
      '/O=SM2 unit/CN=sm2',
      '-days',
      '9',
      '-out',
      'sm2.pem',
      '-sigopt',
      'distid:1234567812345678',
    );
    const der = openssl('x509', '-in', 'sm2.pem', '-outform', 'DER');
    expect(describeCertificate(new ParsedCertificate(der), true)).toMatchObject({
      unitName: 'SM2 unit',
      keyAlgorithm: 'SM2',
      keySizeBits: 256,
    });
  });

  test('anything else throws an Error and nothing worse', () => {
    const der = makeCertificate('fuzzed', '/O=fuzz/CN=fuzz');
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const broken = Buffer.from(der);
        broken[at] = byte;
        try {
          expect(typeof describeCertificate(new ParsedCertificate(broken), true).unitName).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('names', () => {
  const name = (type: string, tag: number, bytes: Buffer) => {
    const value = new asn1js.Primitive({
      idBlock: { tagClass: 1, tagNumber: tag },
      valueHex: Uint8Array.from(bytes).buffer,
    });
    const pair = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), value] });
    return new Uint8Array(new asn1js.Sequence({ value: [new asn1js.Set({ value: [pair] })] }).toBER());
  };
  test.each([
    ['UTF8String', 12, Buffer.from('重庆公司')],
    ['BMPString', 30, Buffer.from('重庆公司', 'utf16le').swap16()],
    ['T61String with GBK in it', 20, iconv.encode('重庆公司', 'gbk')],
  ])('%s', (_, tag, bytes) => {
    expect(decodeName(name('2.5.4.10', tag, bytes))).toEqual([{ type: 'O', value: '重庆公司' }]);
  });

  test('what is encoded is decoded again, and openssl reads it too', () => {
    const subject = [
      { type: 'C', value: 'CN' },
      { type: 'O', value: '重庆“山城”机械, 有限公司' },
      { type: 'SERIALNUMBER', value: '50010203' },
      { type: '1.2.3.4.5', value: 'x' },
    ];
    expect(decodeName(encodeName(subject))).toEqual(subject);
    expect(() => encodeName([{ type: 'nonsense', value: 'x' }])).toThrow();
  });

  test('any attributes survive', () => {
    const attribute = fc.record({
      type: fc.constantFrom('CN', 'O', 'OU', 'ST', 'L'),
      value: fc
        .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
        .map((text) => text.trim())
        .filter((text) => text !== ''),
    });
    fc.assert(
      fc.property(fc.array(attribute, { minLength: 1, maxLength: 6 }), (subject) => {
        expect(findSubjectDifference(subject, decodeName(encodeName(subject)))).toBeNull();
      }),
    );
  });

  test('differences are named, order and blanks are none', () => {
    const a = [
      { type: 'O', value: '甲  公司' },
      { type: 'CN', value: 'x' },
    ];
    expect(
      findSubjectDifference(a, [
        { type: 'CN', value: 'x' },
        { type: 'O', value: ' 甲 公司' },
      ]),
    ).toBeNull();
    expect(
      findSubjectDifference(a, [
        { type: 'O', value: '乙公司' },
        { type: 'CN', value: 'x' },
      ]),
    ).toBe('O');
    expect(findSubjectDifference(a, [...a, { type: 'OU', value: 'more' }])).toBe('OU');
    expect(findSubjectDifference(a, a.slice(0, 1))).toBe('CN');
  });
});

describe('bundles', () => {
  test('a PKCS#7 by openssl gives its certificates; rubbish is refused', () => {
    makeCertificate('one', '/CN=one');
    makeCertificate('two', '/CN=two');
    const bundle = openssl('crl2pkcs7', '-nocrl', '-certfile', 'one.pem', '-certfile', 'two.pem', '-outform', 'DER');
    expect(
      readCertificates(bundle)
        .map((der) => new ParsedCertificate(der).subjectAttributes[0]?.value)
        .toSorted(),
    ).toEqual(['one', 'two']);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => readCertificates(bytes)).toThrow(expect.objectContaining({ code: 'CERTIFICATE_MALFORMED' }));
      }),
      { numRuns: 3000 },
    );
    // Found by chance: the parser throws over these itself.
    for (const hex of ['1c0100', '3e01f3', '1803311aa9e88d', '1c02a7205d47e35500'])
      expect(() => readCertificates(Buffer.from(hex, 'hex'))).toThrow(
        expect.objectContaining({ code: 'CERTIFICATE_MALFORMED' }),
      );
    for (const length of [0, 1, 10, bundle.length - 1])
      expect(() => readCertificates(bundle.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'CERTIFICATE_MALFORMED' }),
      );
  });
});

describe('checkIssued', () => {
  const now = new Date();
  /** A CA, and a way to issue by it. */
  function makeAuthority(name: string, caSubject = '/O=East-Zhongxun CA/CN=Chongqing  CA') {
    makeCertificate(
      name,
      caSubject,
      '-addext',
      'basicConstraints=critical,CA:TRUE',
      '-addext',
      'keyUsage=keyCertSign,cRLSign',
    );
    return (leaf: string, subject: string, extensions = 'basicConstraints=CA:FALSE') => {
      openssl(
        'req',
        '-new',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-keyout',
        `${leaf}.key`,
        '-utf8',
        '-subj',
        subject,
        '-out',
        `${leaf}.csr`,
      );
      writeFileSync(
        join(folder, `${leaf}.ext`),
        `${extensions}\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n`,
      );
      openssl(
        'x509',
        '-req',
        '-in',
        `${leaf}.csr`,
        '-CA',
        `${name}.pem`,
        '-CAkey',
        `${name}.key`,
        '-CAcreateserial',
        '-days',
        '20',
        '-extfile',
        `${leaf}.ext`,
        '-out',
        `${leaf}.pem`,
      );
      return openssl('x509', '-in', `${leaf}.pem`, '-outform', 'DER');
    };
  }
  const derOf = (name: string) => openssl('x509', '-in', `${name}.pem`, '-outform', 'DER');
  const keyOf = (der: Buffer) => new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' });
  const subject = [
    { type: 'O', value: '甲公司' },
    { type: 'CN', value: '甲公司' },
  ];

  test('continuity: the delivered CA must stand above the old certificate too', () => {
    const issue = makeAuthority('good-ca');
    const oldCertificate = issue('old', '/O=甲公司/CN=甲公司');
    const fresh = issue('fresh', '/O=甲公司/CN=甲公司');
    const expectation = { publicKey: keyOf(fresh), subject, oldCertificate, pinnedCaCertificates: [], now };
    expect(Buffer.from(checkIssued([fresh, derOf('good-ca')], expectation).certificate.der)).toEqual(fresh);
    expect(() => checkIssued([fresh], expectation)).toThrow(
      expect.objectContaining({ code: 'CERTIFICATE_WRONG_CHAIN' }),
    );

    const forge = makeAuthority('forger');
    const forged = forge('forged', '/O=甲公司/CN=甲公司');
    const forgedExpectation = { ...expectation, publicKey: keyOf(forged) };
    for (const chain of [
      [forged, derOf('forger')],
      [forged, derOf('forger'), derOf('good-ca')],
      [forged, oldCertificate, derOf('good-ca')],
    ])
      expect(() => checkIssued(chain, forgedExpectation)).toThrow(
        expect.objectContaining({ code: 'CERTIFICATE_WRONG_CHAIN' }),
      );
    // The forger's CA pinned would be accepted: pinning is what decides, when there is a pin.
    expect(checkIssued([forged], { ...forgedExpectation, pinnedCaCertificates: [derOf('forger')] })).toBeTruthy();
    expect(() =>
      checkIssued([fresh, derOf('good-ca')], { ...expectation, pinnedCaCertificates: [derOf('forger')] }),
    ).toThrow(expect.objectContaining({ code: 'CERTIFICATE_WRONG_CHAIN' }));
  });

  test('the clerk’s own certificate cannot vouch for another', () => {
    const issue = makeAuthority('ca-2');
    const oldCertificate = issue('old-2', '/O=甲公司/CN=甲公司');
    // Signed with the key of an end-entity certificate.
    openssl(
      'req',
      '-new',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      'child.key',
      '-utf8',
      '-subj',
      '/O=甲公司/CN=甲公司',
      '-out',
      'child.csr',
    );
    openssl(
      'x509',
      '-req',
      '-in',
      'child.csr',
      '-CA',
      'old-2.pem',
      '-CAkey',
      'old-2.key',
      '-CAcreateserial',
      '-days',
      '9',
      '-out',
      'child.pem',
    );
    const child = derOf('child');
    expect(() =>
      checkIssued([child, oldCertificate, derOf('ca-2')], {
        publicKey: keyOf(child),
        subject,
        oldCertificate,
        pinnedCaCertificates: [],
        now,
      }),
    ).toThrow(expect.objectContaining({ code: 'CERTIFICATE_WRONG_CHAIN' }));
  });

  test('key, subject and dates', () => {
    const issue = makeAuthority('ca-3');
    const oldCertificate = issue('old-3', '/O=甲公司/CN=甲公司');
    const fresh = issue('fresh-3', '/O=甲公司/CN=甲公司');
    const bundle = [fresh, derOf('ca-3')];
    const expectation = { publicKey: keyOf(fresh), subject, oldCertificate, pinnedCaCertificates: [], now };
    expect(() => checkIssued(bundle, { ...expectation, publicKey: keyOf(oldCertificate) })).toThrow(
      expect.objectContaining({ code: 'CERTIFICATE_WRONG_KEY' }),
    );
    expect(() => checkIssued([derOf('ca-3')], expectation)).toThrow(
      expect.objectContaining({ code: 'CERTIFICATE_MALFORMED' }),
    );
    expect(() => checkIssued(bundle, { ...expectation, subject: [{ type: 'O', value: '乙公司' }] })).toThrow(
      expect.objectContaining({ code: 'CERTIFICATE_WRONG_SUBJECT', details: { field: 'O' } }),
    );
    for (const days of [-30, 30]) {
      const other = new Date(now.getTime() + days * 86_400_000);
      const code = expect.stringMatching(/CERTIFICATE_(NOT_VALID_NOW|WRONG_CHAIN)/);
      expect(() => checkIssued(bundle, { ...expectation, now: other })).toThrow(expect.objectContaining({ code }));
    }
    const later = new Date(now.getTime() + 25 * 86_400_000);
    expect(() => checkIssued(bundle, { ...expectation, now: later })).toThrow(
      expect.objectContaining({ code: 'CERTIFICATE_NOT_VALID_NOW' }),
    );
  });
});
