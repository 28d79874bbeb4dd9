// Certificates that somebody else signed, or that come with a CA who may not stand above them.
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { algorithmOf, caFlag, constraints, inDays, purposes, usage } from './build-certificate.ts';
import { bits, bundle, extension, int, name, nul, octets, oid, seq, tlv, utf8 } from './der.ts';
import { fitKeyToSignature } from './fit-key.ts';
import type { RogueKind } from './rogue-kind.ts';
import { attackerName, makeParty, type RogueWorld, successorName, toParty } from './rogue-world.ts';

const flip = (signature: Buffer) => {
  signature.writeUInt8(signature.readUInt8(9) ^ 1, 9);
  return signature;
};
const byAttacker = (world: RogueWorld) => world.leaf({ issuer: attackerName, by: world.attacker.key });
/** The real CA's public key, certified by whoever likes to. */
const cross = (world: RogueWorld) =>
  world.authority(world.issuing, { subject: world.issuing.subject, issuer: attackerName, by: world.attacker.key });
/** A certificate for the key that signed the old one, changed, by itself. */
const reissued = (world: RogueWorld, parts: Parameters<RogueWorld['authority']>[1]) =>
  bundle(world.leaf(), world.authority(world.issuing, { subject: world.issuing.subject, ...parts }));
/** A new key of the CA below the known root, and a certificate by it. */
const below = (
  world: RogueWorld,
  authority: Parameters<RogueWorld['authority']>[1],
  leaf: Parameters<RogueWorld['leaf']>[0] = {},
  party = world.successor,
) =>
  bundle(
    world.leaf({ issuer: successorName, by: party.key, ...leaf }),
    world.authority(party, { subject: successorName, issuer: world.root.subject, by: world.root.key, ...authority }),
  );
const flags = (...extensions: readonly Uint8Array[]) => [caFlag(), usage(5, 6), ...extensions];
const directory = (subject: Uint8Array) => tlv(0xa4, subject);
const serverAuth = '1.3.6.1.5.5.7.3.1';
const codeSigning = '1.3.6.1.5.5.7.3.3';

/** The attacker's own CA. */
const strangers: readonly RogueKind[] = [
  ['his root, alone', (w) => bundle(byAttacker(w))],
  ['his root, delivered', (w) => bundle(byAttacker(w), w.authority(w.attacker))],
  ['his root beside the real chain', (w) => bundle(byAttacker(w), w.authority(w.attacker), w.issuing.der, w.root.der)],
  [
    'a cross-certificate of the real CA under his root',
    (w) => bundle(byAttacker(w), cross(w), w.authority(w.attacker)),
  ],
  ['the same, the other way round', (w) => bundle(w.authority(w.attacker), cross(w), byAttacker(w))],
  ['the same with the old certificate in it', (w) => bundle(byAttacker(w), w.old, cross(w), w.authority(w.attacker))],
  [
    'a cross-certificate of the real root under his root',
    (w) =>
      bundle(
        byAttacker(w),
        w.authority(w.root, { subject: w.root.subject, issuer: attackerName, by: w.attacker.key }),
        w.authority(w.attacker),
        w.issuing.der,
      ),
  ],
  [
    'an intermediate of his under his root, with the cross-certificate',
    (w) => {
      const subject = name(['2.5.4.3', utf8('Evil Sub')]);
      return bundle(
        w.leaf({ issuer: subject, by: w.accomplice.key }),
        w.authority(w.accomplice, { subject, issuer: attackerName, by: w.attacker.key }),
        cross(w),
        w.authority(w.attacker),
      );
    },
  ],
  ['the real CA’s name, his key', (w) => bundle(w.leaf({ by: w.attacker.key }), w.issuing.der, w.root.der)],
  [
    'a CA of the real name with his key',
    (w) => bundle(w.leaf({ by: w.attacker.key }), w.authority(w.attacker, { subject: w.issuing.subject })),
  ],
  [
    'a root of the real name with his key',
    (w) =>
      bundle(
        w.leaf({ issuer: w.root.subject, by: w.attacker.key }),
        w.authority(w.attacker, { subject: w.root.subject }),
      ),
  ],
  [
    'the real issuer’s certificate with his key put in',
    (w) => bundle(w.leaf({ by: w.attacker.key }), replace(w.issuing.der, w.issuing.spki, w.attacker.spki)),
  ],
  [
    'a CA that only says that the root signed it',
    (w) => below(w, { by: w.attacker.key, key: w.attacker.spki }, { by: w.attacker.key }),
  ],
  ['a CA whose signature by the root is broken', (w) => below(w, { spoil: flip })],
  [
    'another unit’s key',
    (w) => bundle(w.leaf({ issuer: w.stranger.subject, by: w.stranger.key }), w.stranger.der, w.issuing.der),
  ],
  [
    'another unit that calls itself a CA',
    (w) =>
      bundle(
        w.leaf({ issuer: w.stranger.subject, by: w.stranger.key }),
        w.authority(w.stranger, { subject: w.stranger.subject }),
        w.stranger.der,
        w.issuing.der,
      ),
  ],
  [
    'another unit’s certificate with the CA flag put in',
    (w) =>
      bundle(
        w.leaf({ issuer: w.stranger.subject, by: w.stranger.key }),
        w.authority(w.stranger, { subject: w.stranger.subject, issuer: w.issuing.subject, spoil: flip }),
        w.issuing.der,
      ),
  ],
  ['itself', (w) => bundle(w.leaf({ issuer: w.subject, by: w.attacker.key }), w.issuing.der)],
  [
    'the old certificate, in name',
    (w) => bundle(w.leaf({ issuer: w.subject, by: w.attacker.key }), w.old, w.issuing.der),
  ],
  ['the real CA, without its certificate', (w) => bundle(w.leaf())],
  ['the real CA, a bit of the signature another', (w) => bundle(w.leaf({ spoil: flip }), w.issuing.der)],
  ['the real CA, half a signature', (w) => bundle(w.leaf({ spoil: (s) => s.subarray(0, 128) }), w.issuing.der)],
  ['the real CA, no signature', (w) => bundle(w.leaf({ spoil: () => Buffer.alloc(0) }), w.issuing.der)],
  ['the real CA, zeros for a signature', (w) => bundle(w.leaf({ spoil: () => Buffer.alloc(256) }), w.issuing.der)],
  ['the real CA, changed afterwards', (w) => bundle(replace(w.leaf(), w.newKey, w.newKey, 1), w.issuing.der)],
  [
    'a key with an exponent of his choice, made to fit the old certificate’s signature',
    (w) => {
      const fitted = fitKeyToSignature(w.old);
      return bundle(
        w.leaf({ by: fitted.key }),
        w.authority(fitted, { subject: w.issuing.subject, issuer: attackerName, by: w.attacker.key }),
      );
    },
  ],
  [
    'a key with the exponent 1',
    (w) =>
      bundle(
        w.leaf({ by: w.attacker.key }),
        w.authority(w.attacker, { subject: w.issuing.subject, key: exponentOne(w) }),
      ),
  ],
  [
    'a curve written out',
    (w) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' });
      const party = toParty(privateKey);
      return bundle(w.leaf({ by: party.key }), w.authority(party, { subject: w.issuing.subject }));
    },
  ],
  [
    'twenty CAs of one name',
    (w) => {
      const same = Array.from({ length: 19 }, (_, index) =>
        w.authority(w.attacker, { serial: int(index + 1), extensions: [caFlag(), usage(5, 6)] }),
      );
      return bundle(byAttacker(w), ...same);
    },
  ],
  [
    'a chain of ten',
    (w) => {
      const link = (index: number) => name(['2.5.4.3', utf8(`Evil ${index}`)]);
      const links = Array.from({ length: 10 }, (_, index) =>
        w.authority(w.attacker, { subject: link(index), issuer: link(index + 1) }),
      );
      return bundle(w.leaf({ issuer: link(0), by: w.attacker.key }), ...links, cross(w));
    },
  ],
  [
    'two CAs that certify each other',
    (w) => {
      const [one, two] = [name(['2.5.4.3', utf8('One')]), name(['2.5.4.3', utf8('Two')])];
      return bundle(
        w.leaf({ issuer: one, by: w.attacker.key }),
        w.authority(w.attacker, { subject: one, issuer: two, by: w.accomplice.key }),
        w.authority(w.accomplice, { subject: two, issuer: one, by: w.attacker.key }),
      );
    },
  ],
];

/** The right key, in a certificate that gives it no authority. */
const unsound: readonly RogueKind[] = [
  ['no CA flag', (w) => reissued(w, { extensions: [extension('2.5.29.19', seq()), usage(5, 6)] })],
  ['no basicConstraints', (w) => reissued(w, { extensions: [usage(5, 6)] })],
  ['no extensions', (w) => reissued(w, { extensions: [] })],
  ['version 1', (w) => reissued(w, { version: 0 })],
  [
    'basicConstraints that cannot be read',
    (w) => reissued(w, { extensions: [extension('2.5.29.19', Buffer.from('3003', 'hex')), usage(5)] }),
  ],
  ['a key usage without keyCertSign', (w) => reissued(w, { extensions: [caFlag(), usage(0, 6)] })],
  ['a key usage that cannot be read', (w) => reissued(w, { extensions: [caFlag(), extension('2.5.29.15', nul())] })],
  ['run out', (w) => reissued(w, { from: inDays(-9), to: inDays(-1) })],
  ['not yet valid', (w) => reissued(w, { from: inDays(1) })],
  ['a time that no calendar has', (w) => reissued(w, { to: tlv(0x17, Buffer.from('271331235959Z')) })],
  [
    'a critical extension that nobody knows',
    (w) => reissued(w, { extensions: flags(extension('1.3.6.1.4.1.99999.1', nul(), true)) }),
  ],
  [
    'critical policy constraints',
    (w) => reissued(w, { extensions: flags(extension('2.5.29.36', seq(tlv(0x80, Buffer.of(0))), true)) }),
  ],
  ['an extension twice', (w) => reissued(w, { extensions: [caFlag(), caFlag(), usage(5)] })],
  ['for servers only', (w) => reissued(w, { extensions: flags(purposes(serverAuth)) })],
  ['for code only', (w) => reissued(w, { extensions: flags(purposes(codeSigning)) })],
  [
    'names of others only',
    (w) => reissued(w, { extensions: flags(constraints([directory(name(['2.5.4.6', utf8('US')]))], [])) }),
  ],
  [
    'no names of ours',
    (w) => reissued(w, { extensions: flags(constraints([], [directory(name(['2.5.4.6', utf8('CN')]))])) }),
  ],
  [
    'name constraints that cannot be read',
    (w) => reissued(w, { extensions: flags(extension('2.5.29.30', octets(nul()), true)) }),
  ],
  ['another name', (w) => reissued(w, { subject: attackerName })],
  [
    'an algorithm beside the signature that is not the one inside',
    (w) => reissued(w, { outerAlgorithm: algorithmOf(w.issuing.key, 'sha1') }),
  ],
];

/** A CA that the known root really signed, and that may not do this. */
const overstepping: readonly RogueKind[] = [
  ['is no CA', (w) => below(w, { extensions: [usage(0, 1)] })],
  ['may sign no certificates', (w) => below(w, { extensions: [caFlag(), usage(0, 6)] })],
  ['has run out', (w) => below(w, { from: inDays(-9), to: inDays(-1) })],
  ['is not valid yet', (w) => below(w, { from: inDays(1) })],
  ['is of version 1', (w) => below(w, { version: 0 })],
  [
    'has a critical extension that nobody knows',
    (w) => below(w, { extensions: flags(extension('1.3.6.1.4.1.99999.1', nul(), true)) }),
  ],
  ['is for servers only', (w) => below(w, { extensions: flags(purposes(serverAuth)) })],
  [
    'is for other names',
    (w) => below(w, { extensions: flags(constraints([directory(name(['2.5.4.6', utf8('US')]))], [])) }),
  ],
  [
    'is not for our names',
    (w) => below(w, { extensions: flags(constraints([], [directory(name(['2.5.4.6', utf8('cn')]))])) }),
  ],
  [
    'has another CA below it, which its path length forbids',
    (w) => {
      const subject = name(['2.5.4.3', utf8('Second')]);
      return bundle(
        w.leaf({ issuer: subject, by: w.accomplice.key }),
        w.authority(w.accomplice, { subject, issuer: successorName, by: w.successor.key }),
        w.authority(w.successor, {
          subject: successorName,
          issuer: w.root.subject,
          by: w.root.key,
          extensions: [caFlag(0), usage(5, 6)],
        }),
      );
    },
  ],
  [
    'is another unit of the issuing CA, whose path length forbids CAs',
    (w) =>
      bundle(
        w.leaf({ issuer: successorName, by: w.successor.key }),
        w.authority(w.successor, { subject: successorName, issuer: w.issuing.subject, by: w.issuing.key }),
        w.issuing.der,
      ),
  ],
];

const weak: readonly RogueKind[] = [
  ['MD5, by the very key', (w) => bundle(w.leaf({ hash: 'md5' }), w.issuing.der)],
  ['MD5, below the known root', (w) => below(w, {}, { hash: 'md5' })],
  ['SHA-1, below the known root', (w) => below(w, {}, { hash: 'sha1' })],
  ['a new CA by MD5', (w) => below(w, { hash: 'md5' })],
  ['a new CA by SHA-1', (w) => below(w, { hash: 'sha1' })],
  ['a new CA of 1024 bits', (w) => below(w, {}, {}, makeParty(1024))],
  ['a new CA of 512 bits', (w) => below(w, {}, {}, makeParty(512))],
];

function replace(der: Buffer, what: Buffer, by: Buffer, flipAt?: number): Buffer {
  const at = der.indexOf(what);
  const copy = Buffer.concat([der.subarray(0, at), by, der.subarray(at + what.length)]);
  // A byte of the serial number: after both lengths, version and tag.
  if (flipAt !== undefined) copy.writeUInt8(copy.readUInt8(16) ^ flipAt, 16);
  return copy;
}

function exponentOne({ attacker }: RogueWorld): Buffer {
  const { n = '' } = createPublicKey(attacker.key).export({ format: 'jwk' });
  const key = seq(int(BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`)), int(1));
  return seq(seq(oid('1.2.840.113549.1.1.1'), nul()), bits(key));
}

export const chainKinds = {
  'by a stranger': { code: 'CERTIFICATE_WRONG_CHAIN', kinds: strangers },
  'by the right key, whose certificate has': { code: 'CERTIFICATE_WRONG_CHAIN', kinds: unsound },
  'by a CA below the known root, which': { code: 'CERTIFICATE_WRONG_CHAIN', kinds: overstepping },
  weakly: { code: 'CERTIFICATE_TOO_WEAK', kinds: weak },
} as const;
