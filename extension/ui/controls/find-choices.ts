// Which certificates a question is about, of those that are plugged in.
import type { Token } from '../../../shared/protocol/messages.ts';
import type { ClerkQuestion } from '../../controls/question-messages.ts';
import { type Choice, canBeRenewed } from '../../flows/survey-tokens.ts';
import { isOfSite } from '../../reminders/is-of-site.ts';

function isMeant({ call }: ClerkQuestion, { certificate }: Choice, oldCertificateHash: string | undefined): boolean {
  switch (call.kind) {
    case 'choose':
      return call.certificates.includes(certificate.hash);
    case 'install':
      return certificate.hash === oldCertificateHash;
    case 'certificates':
    case 'generate':
      return canBeRenewed(certificate);
    default:
      return call.certificate === '' ? canBeRenewed(certificate) : certificate.hash === call.certificate;
  }
}

/** A certificate that the question does not name itself has to be of the site's CA. */
const isNamed = ({ call }: ClerkQuestion) =>
  call.kind === 'choose' || call.kind === 'install' || ('certificate' in call && call.certificate !== '');

interface Site {
  /** Of its profile; undefined takes certificates of every CA. */
  readonly issuerNames?: readonly string[] | undefined;
  /** Of an installation: the certificate that the delivered one replaces. */
  readonly oldCertificateHash?: string | undefined;
}

/** `foreign`: certificates that would do, were they of the site's CA. */
export function findChoices(
  question: ClerkQuestion,
  tokens: readonly Token[],
  { issuerNames, oldCertificateHash }: Site,
): { readonly choices: readonly Choice[]; readonly foreign: readonly Choice[] } {
  const meant = tokens
    .flatMap((token) => token.certificates.map((certificate) => ({ token, certificate })))
    .filter((choice) => isMeant(question, choice, oldCertificateHash));
  const isOffered = ({ certificate }: Choice) => isNamed(question) || isOfSite(certificate, issuerNames);
  return { choices: meant.filter(isOffered), foreign: meant.filter((choice) => !isOffered(choice)) };
}

/** A pair's encryption certificates go with what was picked of the same U盾. */
export function addPairs(picked: readonly string[], choices: readonly Choice[]): string[] {
  const pairs = choices
    .filter(({ certificate }) => picked.includes(certificate.hash))
    .flatMap(({ token }) => token.certificates.filter(({ usage }) => usage === 'encryption').map(({ hash }) => hash));
  return [...new Set([...picked, ...pairs])];
}
