// list-tokens: what is plugged in, described for a person.
import type { CertificateDescription } from '../../shared/certificate.ts';
import type { Token } from '../../shared/protocol/messages.ts';
import { hashCertificate } from '../hash-certificate.ts';
import type { PresentToken } from '../token/driver-registry.ts';
import { describeCertificate } from '../x509/describe-certificate.ts';
import { describeUnreadable } from '../x509/describe-unreadable.ts';
import { ParsedCertificate } from '../x509/parsed-certificate.ts';
import type { Command } from './command.ts';
import { tellDescription } from './tell-description.ts';

export const listTokens: Command<'list-tokens'> = async (_params, context) => {
  const drivers = await context.openDrivers();
  const { tokens, reports } = await drivers.listTokens();
  // Older extensions take no member that they do not know.
  const told = context.protocol < 3 ? reports.map(({ reason: _, ...report }) => report) : [...reports];
  return { tokens: tokens.map((token) => describeToken(token, context.protocol)), drivers: told };
};

/** @param protocol an extension of an older version refuses what it does not know */
function describeToken({ tokenId, driverName, snapshot }: PresentToken, protocol: number): Token {
  const { triesLeft, ...pin } = snapshot.pin;
  const unreadable = snapshot.certificates
    .filter(({ der }) => !describeOrNull(der))
    .map(({ der }) => describeUnreadable(der));
  return {
    tokenId,
    chipNumber: snapshot.serialNumber,
    label: snapshot.label,
    manufacturer: snapshot.manufacturer,
    model: snapshot.model,
    driverName,
    pin: { ...pin, ...(triesLeft !== undefined && protocol >= 3 ? { triesLeft } : {}) },
    isWriteProtected: snapshot.isWriteProtected,
    ...(protocol >= 4 && unreadable.length > 0 ? { unreadableCertificates: unreadable } : {}),
    certificates: snapshot.certificates.flatMap(({ der, hasPrivateKey }) => {
      const description = describeOrNull(der);
      return description ? [tellDescription({ ...description, hasPrivateKey }, protocol)] : [];
    }),
  };
}

/** Reading a certificate takes longer than asking a token for it, and windows list the same tokens again and again. */
const described = new Map<string, CertificateDescription>();
const mostDescribed = 512;

/** From what was described before, where it was; null for what cannot be read. */
export function describeOrNull(der: Uint8Array): CertificateDescription | null {
  const hash = hashCertificate(der);
  const known = described.get(hash);
  if (known) return known;
  try {
    const description = describeCertificate(new ParsedCertificate(der), false);
    if (described.size >= mostDescribed) described.clear();
    described.set(hash, description);
    return description;
  } catch {
    // One unreadable object must not hide the certificates beside it; it is shown apart, as there is nothing to renew in it.
    return null;
  }
}
