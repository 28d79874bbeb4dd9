// Whose certificates a page's question is about.
import { expect, test } from 'vitest';
import type { ClerkCall, ClerkQuestion } from '../../../extension/controls/question-messages.ts';
import { findChoices } from '../../../extension/ui/controls/find-choices.ts';
import type { CertificateDescription } from '../../../shared/certificate.ts';
import type { Token } from '../../../shared/protocol/messages.ts';

const certificate = (hash: string, issuerName: string) =>
  ({
    hash,
    issuerName,
    usage: 'both',
    hasPrivateKey: true,
    keyAlgorithm: 'RSA-2048',
  }) as unknown as CertificateDescription;
const tokens = [
  { certificates: [certificate('a', 'Chongqing CA G2'), certificate('b', '某银行 CA')] },
] as unknown as Token[];
const ask = (call: unknown) => ({ call: call as ClerkCall }) as ClerkQuestion;
const hashes = (list: readonly { readonly certificate: CertificateDescription }[]) =>
  list.map((choice) => choice.certificate.hash);

test('certificates of other CAs are not offered, unless the profile names no CA or the question names the certificate', () => {
  const list = ask({ kind: 'certificates' });
  const known = findChoices(list, tokens, { issuerNames: ['chongqing ca'] });
  expect([hashes(known.choices), hashes(known.foreign)]).toEqual([['a'], ['b']]);
  expect(hashes(findChoices(list, tokens, {}).choices)).toEqual(['a', 'b']);
  const named = ask({ kind: 'login', certificate: 'b', hadPin: false });
  expect(hashes(findChoices(named, tokens, { issuerNames: ['chongqing ca'] }).choices)).toEqual(['b']);
});
