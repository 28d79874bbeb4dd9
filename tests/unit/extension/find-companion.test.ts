// Which certificate for encryption belongs to which for signing, where a renewal has left two pairs on the token.
import { expect, test } from 'vitest';
import { findCompanion } from '../../../extension/flows/find-companion.ts';
import type { CertificateDescription } from '../../../shared/certificate.ts';
import { makeListed } from './support/seen-certificates.ts';

const make = (hash: string, usage: CertificateDescription['usage'], year: number, change = {}) => ({
  ...makeListed(),
  hash: hash.repeat(64),
  usage,
  notBefore: `${year}-11-26T02:20:28.000Z`,
  ...change,
});
const [oldSigning, oldEncryption] = [make('1', 'signing', 2025), make('2', 'encryption', 2025)];
const [newSigning, newEncryption] = [make('3', 'signing', 2026), make('4', 'encryption', 2026)];

test('of two pairs each keeps its own, in any order', () => {
  const all = [newEncryption, oldSigning, oldEncryption, newSigning];
  for (const listed of [all, all.toReversed()]) {
    expect(findCompanion(oldSigning, listed)).toBe(oldEncryption);
    expect(findCompanion(newSigning, listed)).toBe(newEncryption);
  }
});

test('a renewal that brought one certificate only does not take the old pair’s second', () => {
  const listed = [newSigning, oldSigning, oldEncryption];
  expect(findCompanion(newSigning, listed)).toBeUndefined();
  expect(findCompanion(oldSigning, listed)).toBe(oldEncryption);
});

test.each([
  ['of another unit', { subject: [{ type: '2.5.4.10', value: '另一家' }] }],
  ['of another CA', { issuerName: 'Another CA' }],
  ['whose key is not there', { hasPrivateKey: false }],
  ['that signs, too', { usage: 'both' }],
])('none is taken %s', (_, change) => {
  expect(
    findCompanion(newSigning, [newSigning, { ...newEncryption, ...change } as CertificateDescription]),
  ).toBeUndefined();
});
