// Name constraints of a CA (RFC 5280 §4.2.1.10): which names it may certify.
import type { DerValue } from '../asn1/der.ts';
import { isWithinName } from './compare-names.ts';
import { decodeName } from './decode-name.ts';
import type { ParsedCertificate } from './parsed-certificate.ts';
import { readAlternativeNames, readNameConstraints } from './read-constraints.ts';

/** Tags of GeneralName. */
const rfc822NameTag = 0x81;
const dnsNameTag = 0x82;
const directoryNameTag = 0xa4;

interface GeneralName {
  readonly tag: number;
  readonly content: Uint8Array;
}

/** @throws AppError CERTIFICATE_MALFORMED */
export function isWithinConstraints(certificate: ParsedCertificate, authority: ParsedCertificate): boolean {
  const constraints = readNameConstraints(authority);
  if (!constraints) return true;
  return listNames(certificate).every((name) => {
    const permitted = constraints.permitted.filter(({ tag }) => tag === name.tag);
    const excluded = constraints.excluded.filter(({ tag }) => tag === name.tag);
    if (permitted.length === 0 && excluded.length === 0) return true;
    // A kind of name whose subtrees we do not know how to compare, and that is constrained, is outside.
    if (![rfc822NameTag, dnsNameTag, directoryNameTag].includes(name.tag)) return false;
    const isPermitted = permitted.length === 0 || permitted.some((base) => isWithin(name, base));
    return isPermitted && !excluded.some((base) => isWithin(name, base));
  });
}

/** Subject, mail addresses in it, and alternative names. An empty subject is no name. */
function listNames(certificate: ParsedCertificate): GeneralName[] {
  const subject = decodeName(certificate.subject);
  const mails = subject
    .filter(({ type }) => type === 'E')
    .map(({ value }) => ({ tag: rfc822NameTag, content: Buffer.from(value) }));
  const own = subject.length === 0 ? [] : [{ tag: directoryNameTag, content: certificate.subject }];
  return [...own, ...mails, ...readAlternativeNames(certificate)];
}

function isWithin(name: GeneralName, base: DerValue): boolean {
  if (name.tag === directoryNameTag) return isWithinName(name.content, base.content);
  const [inner, outer] = [name, base].map(({ content }) => Buffer.from(content).toString('latin1').toLowerCase());
  if (inner === undefined || outer === undefined) return false;
  if (name.tag === dnsNameTag) return outer === '' || inner === outer || inner.endsWith(`.${outer.replace(/^\./, '')}`);
  const host = inner.slice(inner.lastIndexOf('@') + 1);
  if (outer.includes('@')) return inner === outer;
  return outer.startsWith('.') ? host.endsWith(outer) : host === outer;
}
