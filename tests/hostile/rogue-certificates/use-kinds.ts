// Certificates of the real CA (its key, its name) that do or say more than the old one, or something else.
import {
  algorithmOf,
  alternativeNames,
  caFlag,
  constraints,
  inDays,
  keyIdentifier,
  purposes,
  usage,
} from './build-certificate.ts';
import { type Bytes, bmp, bundle, extension, int, nul, oid, printable, seq, set, tlv, utf8 } from './der.ts';
import type { RogueKind } from './rogue-kind.ts';
import { attackerName, makeParty, type RogueWorld } from './rogue-world.ts';

type LeafParts = Parameters<RogueWorld['leaf']>[0];

const issued = (world: RogueWorld, parts: LeafParts) => bundle(world.leaf(parts), world.issuing.der, world.root.der);
const oidOf = (bytes: Bytes) => bytes.subarray(bytes[1] === 0x81 ? 3 : 2);
/** The old extensions, those of the given OID taken out, and others put in. */
function changed(world: RogueWorld, without: string | null, ...more: readonly Uint8Array[]) {
  const kept = world.extensions.filter(
    (one) => without === null || !oidOf(one).subarray(0, oid(without).length).equals(oid(without)),
  );
  return issued(world, { extensions: [...kept, ...more] });
}
const added = (world: RogueWorld, ...more: readonly Uint8Array[]) => changed(world, null, ...more);
const keyUsage = '2.5.29.15';
const basicConstraints = '2.5.29.19';
const dns = (text: string) => tlv(0x82, Buffer.from(text));

const uses: readonly RogueKind[] = [
  ['the CA flag', (w) => changed(w, basicConstraints, caFlag())],
  ['the CA flag with a path length', (w) => changed(w, basicConstraints, caFlag(3))],
  ['key encipherment', (w) => changed(w, keyUsage, usage(0, 1, 2))],
  ['data encipherment', (w) => changed(w, keyUsage, usage(0, 1, 3))],
  ['key agreement', (w) => changed(w, keyUsage, usage(0, 1, 4))],
  ['certificate signing', (w) => changed(w, keyUsage, usage(0, 1, 5))],
  ['CRL signing', (w) => changed(w, keyUsage, usage(0, 1, 6))],
  ['every usage', (w) => changed(w, keyUsage, usage(0, 1, 2, 3, 4, 5, 6, 7, 8))],
  ['decipher only', (w) => changed(w, keyUsage, usage(0, 1, 8))],
  ['no key usage, which is every usage', (w) => changed(w, keyUsage)],
  ['servers', (w) => added(w, purposes('1.3.6.1.5.5.7.3.1'))],
  ['clients', (w) => added(w, purposes('1.3.6.1.5.5.7.3.2'))],
  ['code', (w) => added(w, purposes('1.3.6.1.5.5.7.3.3'))],
  ['mail', (w) => added(w, purposes('1.3.6.1.5.5.7.3.4'))],
  ['time stamps', (w) => added(w, purposes('1.3.6.1.5.5.7.3.8'))],
  ['OCSP', (w) => added(w, purposes('1.3.6.1.5.5.7.3.9'))],
  ['any purpose', (w) => added(w, purposes('2.5.29.37.0'))],
  ['smart card logon', (w) => added(w, purposes('1.3.6.1.4.1.311.20.2.2'))],
  ['several purposes', (w) => added(w, purposes('1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4', '1.3.6.1.4.1.311.20.2.2'))],
  ['a host', (w) => added(w, alternativeNames(dns('os.ezca.org')))],
  ['all hosts', (w) => added(w, alternativeNames(dns('*')))],
  ['a mail address', (w) => added(w, alternativeNames(tlv(0x81, Buffer.from('a@example.cn'))))],
  ['an IP address', (w) => added(w, alternativeNames(tlv(0x87, Buffer.of(10, 0, 0, 1))))],
  ['a URI', (w) => added(w, alternativeNames(tlv(0x86, Buffer.from('http://example.cn/'))))],
  ['another directory name', (w) => added(w, alternativeNames(tlv(0xa4, attackerName)))],
  [
    'a Windows account',
    (w) => added(w, alternativeNames(tlv(0xa0, oid('1.3.6.1.4.1.311.20.2.3'), tlv(0xa0, utf8('admin@corp'))))),
  ],
  ['a critical alternative name', (w) => added(w, extension('2.5.29.17', seq(dns('x')), true))],
  ['a person’s number', (w) => added(w, extension('1.2.156.10260.4.1.1', printable('11010519491231002X')))],
  ['a tax number', (w) => added(w, extension('1.2.156.10260.4.1.5', printable('91350100M000100Y43')))],
  ['an organisation code', (w) => added(w, extension('1.2.156.10260.4.1.3', printable('500100000000001')))],
  ['a number of the older set', (w) => added(w, extension('1.2.86.11.7.3', printable('500112001')))],
  ['a number under an arc of China’s that no list has', (w) => added(w, extension('1.2.156.99999.1', printable('1')))],
  ['Netscape’s certificate type', (w) => added(w, extension('2.16.840.1.113730.1.1', tlv(0x03, Buffer.of(0, 0xff))))],
  [
    'Microsoft’s application policies',
    (w) => added(w, extension('1.3.6.1.4.1.311.21.10', seq(seq(oid('1.3.6.1.4.1.311.20.2.2'))))),
  ],
  ['a Microsoft template', (w) => added(w, extension('1.3.6.1.4.1.311.20.2', bmp('SmartcardLogon')))],
  ['a qualified statement', (w) => added(w, extension('1.3.6.1.5.5.7.1.3', seq(seq(oid('0.4.0.1862.1.1')))))],
  ['directory attributes', (w) => added(w, extension('2.5.29.9', seq(seq(oid('2.5.4.72'), set(utf8('admin'))))))],
  ['a proxy', (w) => added(w, extension('1.3.6.1.5.5.7.1.14', seq(seq(oid('1.3.6.1.5.5.7.21.1'))), true))],
  ['name constraints', (w) => added(w, constraints([tlv(0xa4, attackerName)], []))],
  ['an extension that nobody knows', (w) => added(w, extension('1.3.6.1.4.1.99999.7', utf8('x')))],
  ['a critical one that nobody knows', (w) => added(w, extension('1.3.6.1.4.1.99999.7', nul(), true))],
  ['a harmless one made critical', (w) => changed(w, '2.5.29.31', extension('2.5.29.31', seq(), true))],
];

const unit = '重庆山城机械制造有限公司';
/** The old subject with these attributes instead of those of the same type, then others. */
const subjectWith =
  (changes: Record<string, Bytes | null>, ...more: readonly [string, Bytes][]) =>
  (w: RogueWorld) => {
    const rdns = splitRdns(w.subject);
    const replaced = rdns.flatMap((rdn) => {
      const type = Object.keys(changes).find((one) => rdn.includes(oid(one)));
      const value = type === undefined ? undefined : changes[type];
      if (type === undefined || value === undefined) return [rdn];
      return value === null ? [] : [set(seq(oid(type), value))];
    });
    return issued(w, { subject: seq(...replaced, ...more.map(([type, value]) => set(seq(oid(type), value)))) });
  };
const [commonName, organisation, organisationalUnit, serialNumber] = ['2.5.4.3', '2.5.4.10', '2.5.4.11', '2.5.4.5'];

function splitRdns(subject: Bytes): Bytes[] {
  const rdns: Bytes[] = [];
  for (let at = (subject[1] ?? 0) >= 0x80 ? 2 + ((subject[1] ?? 0) & 0x7f) : 2; at < subject.length; ) {
    const length = 2 + (subject[at + 1] ?? 0);
    rdns.push(subject.subarray(at, at + length));
    at += length;
  }
  return rdns;
}

const subjects: readonly RogueKind[] = [
  ['another unit', subjectWith({ [organisation]: utf8('重庆别家有限公司') })],
  ['another unit’s whole name', (w) => issued(w, { subject: w.stranger.subject })],
  ['another common name', subjectWith({ [commonName]: utf8('别人') })],
  ['another 社保号', subjectWith({ [serialNumber]: printable('50019999') })],
  ['no 社保号', subjectWith({ [serialNumber]: null })],
  ['no unit', subjectWith({ [organisation]: null })],
  ['one attribute more', subjectWith({}, ['2.5.4.12', utf8('管理员')])],
  ['a second unit', subjectWith({}, [organisation, utf8('重庆别家有限公司')])],
  ['the same unit twice', subjectWith({}, [organisation, utf8(unit)])],
  ['a mail address', subjectWith({}, ['1.2.840.113549.1.9.1', tlv(0x16, Buffer.from('a@example.cn'))])],
  ['a letter that looks alike', subjectWith({ [organisation]: utf8(`${unit.slice(0, -1)}囗`) })],
  ['the traditional character', subjectWith({ [organisation]: utf8('重慶山城機械製造有限公司') })],
  ['a branch', subjectWith({ [organisation]: utf8(`${unit}第一分公司`) })],
  ['a piece of the name', subjectWith({ [organisation]: utf8(unit.slice(0, 6)) })],
  ['a blank inside the name', subjectWith({ [organisation]: utf8('重庆山城 机械制造有限公司') })],
  ['a NUL and more', subjectWith({ [organisation]: utf8(`${unit}\0.evil`) })],
  [
    'unit and department changed about',
    subjectWith({ [organisation]: utf8('50010203'), [organisationalUnit]: utf8(unit) }),
  ],
  ['nothing', (w) => issued(w, { subject: seq() })],
  ['another country', subjectWith({ '2.5.4.6': printable('US') })],
  [
    'another credit code',
    (w) => changed(w, '1.2.156.10260.4.1.4', extension('1.2.156.10260.4.1.4', utf8('91500000MA5U00000X'))),
  ],
  ['another 社保号 in the extension', (w) => changed(w, '1.2.86.21.1.4', extension('1.2.86.21.1.4', utf8('50019999')))],
];

const dates: readonly RogueKind[] = [
  ['yesterday', (w) => issued(w, { from: inDays(-9), to: inDays(-1) })],
  ['a moment ago', (w) => issued(w, { from: inDays(-9), to: inDays(-0.001) })],
  ['a year ago', (w) => issued(w, { from: inDays(-730), to: inDays(-365) })],
  ['before it began', (w) => issued(w, { from: inDays(5), to: inDays(1) })],
  ['in the future: from tomorrow', (w) => issued(w, { from: inDays(1) })],
  ['in the future: from in an hour', (w) => issued(w, { from: inDays(1 / 24) })],
];

const keys: readonly RogueKind[] = [
  ['the attacker’s', (w) => issued(w, { key: w.attacker.spki })],
  ['the old one', (w) => issued(w, { key: w.oldParts[6] ?? Buffer.alloc(0) })],
  ['another unit’s', (w) => issued(w, { key: w.stranger.spki })],
  ['the CA’s', (w) => issued(w, { key: w.issuing.spki })],
  ['a short one', (w) => issued(w, { key: makeParty(1024).spki })],
  [
    'none that anybody knows',
    (w) => issued(w, { key: seq(seq(oid('1.3.6.1.4.1.99999.2')), tlv(0x03, Buffer.of(0, 1, 2))) }),
  ],
  ['the old certificate itself', (w) => bundle(w.old, w.issuing.der)],
  ['another unit’s certificate', (w) => bundle(w.stranger.der, w.issuing.der)],
];

const sha1Beside = (w: RogueWorld) => issued(w, { outerAlgorithm: algorithmOf(w.issuing.key, 'sha1') });
const malformed: readonly RogueKind[] = [
  ['nothing', () => bundle()],
  ['rubbish', () => Buffer.from('not a certificate at all')],
  ['PEM', (w) => Buffer.from(`-----BEGIN PKCS7-----\n${bundle(w.leaf()).toString('base64')}\n-----END PKCS7-----\n`)],
  ['a bundle cut off', (w) => bundle(w.leaf(), w.issuing.der).subarray(0, 900)],
  ['a bare certificate', (w) => w.leaf()],
  ['plain data', (w) => seq(oid('1.2.840.113549.1.7.1'), tlv(0xa0, tlv(0x04, w.leaf())))],
  ['CAs only', (w) => bundle(w.issuing.der, w.root.der)],
  ['a leaf cut off', (w) => bundle(w.leaf().subarray(0, 300))],
  ['too many', (w) => bundle(...Array.from({ length: 21 }, () => w.issuing.der))],
  ['nested without end', () => Buffer.concat(Array.from({ length: 400 }, () => Buffer.from([0x30, 0x80])))],
  ['a length beyond everything', () => Buffer.from('3084ffffffff0609', 'hex')],
  ['an algorithm beside the signature that is not the one inside', sha1Beside],
  ['an extension twice', (w) => added(w, usage(0, 1))],
  ['a key usage that cannot be read', (w) => changed(w, keyUsage, extension(keyUsage, nul()))],
  [
    'basic constraints that cannot be read',
    (w) => changed(w, basicConstraints, extension(basicConstraints, Buffer.of(0x30, 9))),
  ],
  ['a version that does not exist', (w) => issued(w, { version: 5 })],
  ['a month 13', (w) => issued(w, { to: tlv(0x17, Buffer.from('271331235959Z')) })],
  ['a time without a zone', (w) => issued(w, { to: tlv(0x18, Buffer.from('20271231235959')) })],
  ['a time that is none', (w) => issued(w, { from: tlv(0x17, Buffer.from('yesterday')) })],
  ['an alternative name that cannot be read', (w) => added(w, extension('2.5.29.17', Buffer.of(0x30, 0x84, 0xff)))],
];

export const useKinds = {
  'which may also be used for, or also says,': { code: 'CERTIFICATE_WRONG_USE', kinds: uses },
  for: { code: 'CERTIFICATE_WRONG_SUBJECT', kinds: subjects },
  'that ends': { code: 'CERTIFICATE_NOT_VALID_NOW', kinds: dates },
  'with the key:': { code: 'CERTIFICATE_WRONG_KEY', kinds: keys },
  'that is': { code: 'CERTIFICATE_MALFORMED', kinds: malformed },
} as const;

/** What is different and no harm: written at last, and one after the other judged the same. */
export const harmless: readonly RogueKind[] = [
  ['as it was asked for', (w) => issued(w, {})],
  [
    'by the right key, with a certificate of its key by a stranger beside it',
    (w) =>
      bundle(
        w.leaf(),
        w.authority(w.issuing, { subject: w.issuing.subject, issuer: attackerName, by: w.attacker.key }),
        w.authority(w.attacker),
      ),
  ],
  ['the RDNs the other way round', (w) => issued(w, { subject: seq(...splitRdns(w.subject).toReversed()) })],
  ['the unit in BMPString', subjectWith({ [organisation]: bmp(unit) })],
  ['the country in full width and lower case', subjectWith({ '2.5.4.6': utf8('ｃｎ') })],
  ['a line end behind it', (w) => Buffer.concat([issued(w, {}), Buffer.from('\r\n')])],
  ['a companion that cannot be read', (w) => bundle(w.leaf(), seq(int(1)), w.issuing.der)],
  [
    'an OCSP address more',
    (w) =>
      added(
        w,
        extension('1.3.6.1.5.5.7.1.1', seq(seq(oid('1.3.6.1.5.5.7.48.1'), tlv(0x86, Buffer.from('http://ocsp/'))))),
      ),
  ],
  ['a usage less', (w) => changed(w, keyUsage, usage(0))],
  ['SHA-1 of the old certificate’s own CA', (w) => issued(w, { hash: 'sha1' })],
  ['another key identifier', (w) => changed(w, '2.5.29.14', keyIdentifier(Buffer.alloc(20, 7)))],
  [
    'critical FALSE written out',
    (w) => changed(w, keyUsage, seq(oid(keyUsage), tlv(0x01, Buffer.of(0)), tlv(0x04, usageBits()))),
  ],
  ['a serial number below zero', (w) => issued(w, { serial: tlv(0x02, Buffer.from('c0ffee', 'hex')) })],
];

const usageBits = () => tlv(0x03, Buffer.of(6, 0xc0));
