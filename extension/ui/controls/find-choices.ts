// Which certificates a question is about, of those that are plugged in.
import type { Token } from '../../../shared/protocol/messages.ts';
import type { ClerkQuestion } from '../../controls/question-messages.ts';
import { type Choice, canBeRenewed } from '../../flows/survey-tokens.ts';

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

/** @param oldCertificateHash of an installation: the certificate that the delivered one replaces */
export function findChoices(
  question: ClerkQuestion,
  tokens: readonly Token[],
  oldCertificateHash?: string,
): readonly Choice[] {
  return tokens
    .flatMap((token) => token.certificates.map((certificate) => ({ token, certificate })))
    .filter((choice) => isMeant(question, choice, oldCertificateHash));
}

/** A pair's encryption certificates go with what was picked of the same U盾. */
export function addPairs(picked: readonly string[], choices: readonly Choice[]): string[] {
  const pairs = choices
    .filter(({ certificate }) => picked.includes(certificate.hash))
    .flatMap(({ token }) => token.certificates.filter(({ usage }) => usage === 'encryption').map(({ hash }) => hash));
  return [...new Set([...picked, ...pairs])];
}
