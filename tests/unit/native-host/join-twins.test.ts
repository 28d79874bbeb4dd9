// Which driver works with a token that several show.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { HostedDriver, StoredCertificate, TokenSnapshot } from '../../../native-host/token/driver.ts';
import { joinTwins } from '../../../native-host/token/join-twins.ts';
import type { ModuleKind } from '../../../native-host/token/modules.ts';

const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });
const certify = (curve: string) =>
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    `ec_paramgen_curve:${curve}`,
    '-nodes',
    '-keyout',
    '/dev/null',
    '-subj',
    '/CN=x',
    '-outform',
    'DER',
  );
const [p256, sm2, other] = [certify('prime256v1'), certify('SM2'), certify('prime256v1')];

const stored = (der: Buffer, more: Partial<StoredCertificate> = {}): StoredCertificate => ({
  ...{ der, label: '', hasPrivateKey: true },
  ...more,
});

function show(driverName: string, kind: ModuleKind, certificates: StoredCertificate[], serialNumber = 'A1') {
  const snapshot = {
    serialNumber,
    label: 'U',
    manufacturer: driverName,
    model: '',
    certificates,
  } as unknown as TokenSnapshot;
  return { driverName, kind, path: `/${driverName}`, driver: { driverName } as unknown as HostedDriver, snapshot };
}

const names = (...tokens: ReturnType<typeof show>[]) => joinTwins(tokens).tokens.map(({ driverName }) => driverName);

test('the first driver keeps a token that it can work with', () => {
  expect(names(show('a', 'pkcs11', [stored(p256)]), show('b', 'pkcs11', [stored(p256)]))).toEqual(['a']);
  expect(names(show('a', 'pkcs11', [stored(p256)]), show('s', 'skf', [stored(p256)]))).toEqual(['a']);
  expect(joinTwins([show('a', 'pkcs11', [stored(p256)]), show('s', 'skf', [stored(p256)])]).leftToSkf).toEqual([]);
});

test('SKF has one with SM2, with a pair, or that is empty through PKCS#11; the reason is told', () => {
  const encryption = stored(other, { isForEncryption: true });
  const reasons = [
    [show('a', 'pkcs11', [stored(sm2)]), show('s', 'skf', [stored(sm2)]), 'sm2'],
    [show('a', 'pkcs11', [stored(p256)]), show('s', 'skf', [stored(p256), encryption]), 'pair'],
    [show('a', 'pkcs11', []), show('s', 'skf', [stored(p256)]), 'empty'],
  ] as const;
  for (const [pkcs11, skf, reason] of reasons)
    expect(joinTwins([pkcs11, skf])).toEqual({
      tokens: [skf],
      leftToSkf: [{ path: '/a', skfDriverName: 's', reason }],
    });
});

test('others stay apart: another number or none, another certificate, two of one driver', () => {
  const [a, s] = [show('a', 'pkcs11', [stored(p256)]), show('s', 'skf', [stored(other)])];
  expect(names(a, s)).toEqual(['a', 's']);
  expect(names(a, show('s', 'skf', [stored(p256)], 'B2'))).toEqual(['a', 's']);
  expect(names(show('a', 'pkcs11', [], ''), show('s', 'skf', [stored(p256)], ''))).toEqual(['a', 's']);
  expect(names(a, { ...a })).toEqual(['a', 'a']);
  // Only an authority's certificate in common.
  expect(names(a, show('s', 'skf', [stored(p256, { hasPrivateKey: false })]))).toEqual(['a', 's']);
});
