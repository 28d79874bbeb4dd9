// The new key is never weaker than the old one.
import { expect, it } from 'vitest';
import { chooseKeyAlgorithm } from '../../../native-host/commands/create-request.ts';
import type { CertificateDescription } from '../../../shared/certificate.ts';

const choose = (keyAlgorithm: CertificateDescription['keyAlgorithm'], keySizeBits: number) =>
  chooseKeyAlgorithm({ keyAlgorithm, keySizeBits } as CertificateDescription);

it.each([
  [1024, 'RSA-2048'],
  [2048, 'RSA-2048'],
  [2049, 'RSA-3072'],
  [3072, 'RSA-3072'],
  [4096, 'RSA-4096'],
])('RSA of %i bits → %s', (bits, expected) => expect(choose('RSA', bits)).toBe(expected));

it('takes what the CA wants, where that is not a weaker key of the same kind', () => {
  const rsa = (keySizeBits: number) => ({ keyAlgorithm: 'RSA', keySizeBits }) as CertificateDescription;
  expect(chooseKeyAlgorithm(rsa(1024), 'SM2')).toBe('SM2');
  expect(chooseKeyAlgorithm({ keyAlgorithm: 'SM2', keySizeBits: 256 } as CertificateDescription, 'RSA-2048')).toBe(
    'RSA-2048',
  );
  expect(chooseKeyAlgorithm(rsa(3072), 'RSA-2048')).toBe('RSA-3072');
  expect(chooseKeyAlgorithm(rsa(2048), 'RSA-4096')).toBe('RSA-4096');
});

it.each([
  ['RSA', 8192],
  ['EC', 384],
  ['other', 0],
] as const)('refuses %s of %i bits instead of making a weaker one', (keyAlgorithm, bits) =>
  expect(() => choose(keyAlgorithm, bits)).toThrow(expect.objectContaining({ code: 'TOKEN_UNSUPPORTED' })),
);
