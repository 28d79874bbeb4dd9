// Everybody who could have signed something: the real CA with its keys, the attacker with his, another unit, a new CA below the real root.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as asn1js from 'asn1js';
import type { Portal } from '../../portal/start-portal.ts';
import { buildCertificate, type CertificateParts, caFlag, usage } from './build-certificate.ts';
import { type Bytes, name, printable, utf8 } from './der.ts';

export interface Party {
  readonly key: KeyObject;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Bytes;
}

export interface RogueWorld {
  /** The simulated CA's own. */
  readonly root: Party & { readonly der: Bytes; readonly subject: Bytes };
  readonly issuing: Party & { readonly der: Bytes; readonly subject: Bytes };
  readonly attacker: Party;
  readonly accomplice: Party;
  /** Another unit's key, with a certificate of the real CA. */
  readonly stranger: Party & { readonly der: Bytes; readonly subject: Bytes };
  /** A new key of the real CA, below its root. */
  readonly successor: Party;
  readonly old: Bytes;
  readonly oldParts: readonly Bytes[];
  readonly subject: Bytes;
  /** Extensions of the old certificate, each as it stands. */
  readonly extensions: readonly Bytes[];
  /** The key on the token, made for this order. */
  readonly newKey: Bytes;
  /** The honest certificate, but for what `parts` say otherwise. */
  leaf(parts?: Partial<CertificateParts>): Bytes;
  /** A CA certificate, self-signed by default. */
  authority(party: Party, parts?: Partial<CertificateParts>): Bytes;
}

export const attackerName = name(
  ['2.5.4.6', printable('CN')],
  ['2.5.4.10', utf8('Evil')],
  ['2.5.4.3', utf8('Evil Root')],
);
export const successorName = name(['2.5.4.10', utf8('East-Zhongxun CA')], ['2.5.4.3', utf8('Chongqing CA G2')]);

export function makeParty(bitsLong = 2048): Party {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bitsLong });
  return toParty(privateKey);
}

export const toParty = (key: KeyObject): Party => ({
  key,
  spki: createPublicKey(key).export({ type: 'spki', format: 'der' }),
});

/** The certificate's members by their places in TBSCertificate, as they stand. */
function takeApart(der: Uint8Array): Bytes[] {
  const tbs = (
    (asn1js.fromBER(Uint8Array.from(der).buffer).result as asn1js.Sequence).valueBlock.value[0] as asn1js.Sequence
  ).valueBlock.value;
  return tbs.map(({ valueBeforeDecodeView }) => Buffer.from(valueBeforeDecodeView));
}

function listExtensions(parts: readonly Bytes[]): Bytes[] {
  const tagged = asn1js.fromBER(Uint8Array.from(parts[7] ?? []).buffer).result as asn1js.Constructed;
  const list = (tagged.valueBlock.value[0] as asn1js.Sequence).valueBlock.value;
  return list.map(({ valueBeforeDecodeView }) => Buffer.from(valueBeforeDecodeView));
}

export function openRogueWorld(
  portal: Portal,
  files: { old: string; stranger: string; strangerKey: string },
  newKey: Bytes,
): RogueWorld {
  const readAuthority = (pem: string, folder: string) => {
    const der = new X509Certificate(readFileSync(pem)).raw;
    const key = createPrivateKey(readFileSync(join(dirname(pem), folder, 'key.pem')));
    return { ...toParty(key), der, subject: takeApart(der)[5] ?? Buffer.alloc(0) };
  };
  const old = new X509Certificate(readFileSync(files.old)).raw;
  const oldParts = takeApart(old);
  const issuing = readAuthority(portal.caCertificates.issuing, 'issuing');
  const stranger = new X509Certificate(readFileSync(files.stranger)).raw;
  const subject = oldParts[5] ?? Buffer.alloc(0);
  const extensions = listExtensions(oldParts);
  return {
    root: readAuthority(portal.caCertificates.root, 'root'),
    issuing,
    attacker: makeParty(),
    accomplice: makeParty(),
    stranger: {
      ...toParty(createPrivateKey(readFileSync(files.strangerKey))),
      der: stranger,
      subject: takeApart(stranger)[5] ?? Buffer.alloc(0),
    },
    successor: makeParty(),
    old,
    oldParts,
    subject,
    extensions,
    newKey,
    leaf: (parts = {}) =>
      buildCertificate({ subject, issuer: issuing.subject, key: newKey, by: issuing.key, extensions, ...parts }),
    authority: (party, parts = {}) =>
      buildCertificate({
        subject: attackerName,
        issuer: parts.subject ?? attackerName,
        key: party.spki,
        by: party.key,
        extensions: [caFlag(), usage(5, 6)],
        ...parts,
      }),
  };
}
