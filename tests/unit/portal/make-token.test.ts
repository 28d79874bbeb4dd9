// The token maker's tokens, seen with pkcs11-tool and openssl.
import { execFileSync } from 'node:child_process';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Portal, startPortal } from '../../portal/start-portal.ts';
import { type MadeToken, makeToken, type TokenOptions } from '../../portal/token/make-token.ts';
import { askService } from './ask-site.ts';
import { unit } from './openssl-clerk.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal({ stateDir: scratch('state') });
});
afterAll(() => portal.close());

type Choice = Omit<TokenOptions, 'unit' | 'portal' | 'pin' | 'dir'>;
const make = (directory: string, choice: Choice) =>
  makeToken({ dir: scratch(directory), pin: '246810', unit, portal, ...choice });

function pkcs11(token: MadeToken, ...args: string[]): Buffer {
  const env = { ...process.env, SOFTHSM2_CONF: token.softhsmConf };
  return execFileSync('pkcs11-tool', ['--module', token.module, '--token-label', token.label, ...args], { env });
}

const login = (token: MadeToken) => ['--login', '--pin', token.pin];
const read = (token: MadeToken, type: string) => pkcs11(token, '--read-object', '--type', type, '--id', token.objectId);

describe.each([
  ['RSA-2048', 'RSA'],
  ['P-256', 'EC'],
] as const)('a token with %s', (keyAlgorithm, type) => {
  let token: MadeToken;
  beforeAll(async () => {
    token = await make(keyAlgorithm, { keyAlgorithm, label: '社保U盾', chipNumber: 'CQ20150001' });
  });

  test('has the serial number and label of choice', () => {
    const slots = pkcs11(token, '--list-slots').toString();
    expect(slots).toMatch(/token label +: 社保U盾\n/);
    expect(slots).toMatch(/serial num +: CQ20150001\n/);
  });

  test('holds key pair and certificate under one id; the private key is sensitive and was born there', () => {
    const objects = pkcs11(token, ...login(token), '--list-objects').toString();
    expect(objects.match(/ID: +01$/gm)).toHaveLength(3);
    expect(objects).toMatch(new RegExp(`Private Key Object; ${type}`));
    expect(objects).toMatch(/Access: +sensitive, always sensitive, never extractable, local/);
  });

  test('certificate and public key belong together', () => {
    const certificate = new X509Certificate(read(token, 'cert'));
    expect(certificate.raw).toEqual(new X509Certificate(readFileSync(token.certificatePem)).raw);
    const publicKey = createPublicKey({ key: read(token, 'pubkey'), format: 'der', type: 'spki' });
    expect(certificate.publicKey.equals(publicKey)).toBe(true);
    expect((Date.parse(certificate.validTo) - Date.now()) / 86_400_000).toBeCloseTo(20, 1);
  });

  test('is accepted by openssl verify', () => {
    const { root, issuing } = portal.caCertificates;
    const verdict = execFileSync('openssl', ['verify', '-CAfile', root, '-untrusted', issuing, token.certificatePem]);
    expect(verdict.toString()).toBe(`${token.certificatePem}: OK\n`);
  });

  test('has an open order at the CA', async () => {
    const answer = await askService(portal.port, `order.do?chipNo=${token.chipNumber}`);
    expect(answer.data?.certSerial).toMatch(/^[0-9A-F]{16}$/);
  });
});

test('two tokens share a directory, one expired and without an order', async () => {
  const first = await make('shared', { keyAlgorithm: 'P-256', label: 'one' });
  const second = await make('shared', {
    keyAlgorithm: 'P-256',
    label: 'two',
    chipNumber: '5001150020151102',
    daysLeft: -30,
    isOrderOpen: false,
  });
  expect(second.softhsmConf).toBe(first.softhsmConf);
  expect(second.orderNo).toBeUndefined();
  expect(first.chipNumber).toMatch(/^[0-9a-f]{16}$/);
  const slots = pkcs11(second, '--list-slots').toString();
  expect(slots).toMatch(new RegExp(`serial num +: ${first.chipNumber}\n`));
  expect(slots).toMatch(/serial num +: 5001150020151102\n/);
  expect((await askService(portal.port, `order.do?chipNo=${second.chipNumber}`)).code).toBe('1004');
  const { validTo } = new X509Certificate(read(second, 'cert'));
  expect((Date.parse(validTo) - Date.now()) / 86_400_000).toBeCloseTo(-30, 1);
});

test('a second call for the same label adds a key and a certificate', async () => {
  await make('twice', { keyAlgorithm: 'P-256', label: 'U盾', daysLeft: -345, isOrderOpen: false });
  const token = await make('twice', { keyAlgorithm: 'P-256', label: 'U盾' });
  expect(token.objectId).toBe('02');
  const objects = pkcs11(token, ...login(token), '--list-objects').toString();
  expect(objects.match(/^Certificate Object/gm)).toHaveLength(2);
  expect(objects.match(/^Private Key Object/gm)).toHaveLength(2);
  const order = portal.readOrder(token.orderNo ?? '');
  expect(order?.oldCertificatePem).toBe(readFileSync(token.certificatePem, 'utf8'));
});

test('a serial number that SoftHSM would choke on is refused', async () => {
  const choice = { keyAlgorithm: 'P-256', label: 'bad', chipNumber: 'CQ-15' } as const;
  await expect(make('bad', choice)).rejects.toThrow(/cannot have a token with serial number CQ-15/);
});
