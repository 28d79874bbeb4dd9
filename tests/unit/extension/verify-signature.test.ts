// Signatures as servers of such sites make them, by openssl: a page's control says whether they fit.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifySignature } from '../../../extension/controls/serve/verify-signature.ts';

const id = 'distid:1234567812345678';
const content = Buffer.from('server random 20261127');
const folder = mkdtempSync(join(tmpdir(), 'shebao-verify-'));
const at = (name: string) => join(folder, name);
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const keys = {
  RSA: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  EC: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  SM2: ['-algorithm', 'SM2'],
} as const;
type Key = keyof typeof keys;

beforeAll(() => {
  writeFileSync(at('content'), content);
  for (const [name, options] of Object.entries(keys)) {
    openssl('genpkey', ...options, '-out', at(`${name}.key`));
    const digest = name === 'SM2' ? ['-sm3', '-sigopt', id] : ['-sha256'];
    const self = ['req', '-x509', '-new', '-key', at(`${name}.key`), ...digest, '-subj', `/CN=${name}`];
    openssl(...self, '-outform', 'DER', '-out', at(`${name}.cer`));
  }
});
const certificateOf = (key: Key) => readFileSync(at(`${key}.cer`)).toString('base64');

function sign(key: Key, digest: string): string {
  const options = key === 'SM2' ? ['-pkeyopt', id] : [];
  const input = ['-rawin', '-digest', digest, '-in', at('content')];
  return openssl('pkeyutl', '-sign', '-inkey', at(`${key}.key`), ...options, ...input).toString('base64');
}

describe('a bare signature', () => {
  test.each([
    ['RSA', 'sha256'],
    ['RSA', 'sha1'],
    ['RSA', 'sha512'],
    ['EC', 'sha256'],
    ['SM2', 'sm3'],
  ] as const)('by %s with %s fits, and nothing else does', async (key, digest) => {
    const signature = sign(key, digest);
    expect(await verifySignature(signature, content, certificateOf(key))).toBe(true);
    expect(await verifySignature(signature, Buffer.from('another'), certificateOf(key))).toBe(false);
    for (const other of ['RSA', 'EC', 'SM2'] as const)
      if (other !== key) expect(await verifySignature(signature, content, certificateOf(other))).toBe(false);
  });

  test('by SM2 as r‖s fits too', async () => {
    const der = Buffer.from(sign('SM2', 'sm3'), 'base64');
    const number = (start: number) => der.subarray(start + 2, start + 2 + (der[start + 1] ?? 0));
    const [r, s] = [number(2), number(4 + (der[3] ?? 0))].map((bytes) =>
      Buffer.concat([Buffer.alloc(32), bytes]).subarray(-32),
    );
    const plain = Buffer.concat([r ?? Buffer.alloc(0), s ?? Buffer.alloc(0)]).toString('base64');
    expect(await verifySignature(plain, content, certificateOf('SM2'))).toBe(true);
  });

  test('what is none never throws', async () => {
    for (const wrong of ['', 'AAAA', Buffer.alloc(64, 7).toString('base64'), certificateOf('RSA')])
      expect(await verifySignature(wrong, content, certificateOf('SM2'))).toBe(false);
  });
});
