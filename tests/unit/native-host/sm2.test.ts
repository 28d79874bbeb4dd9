// SM2 against two judges that the product does not use: openssl, and the same formulas on @noble/curves.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { decodeSignature, encodeSignature } from '../../../native-host/sm2/signature-form.ts';
import { decodeSm2Key, encodeSm2Key } from '../../../native-host/sm2/sm2-key.ts';
import {
  digestForSm2,
  encryptSm2,
  encryptSm4,
  hashSm3,
  isSm2Point,
  verifySm2,
  verifySm2Digest,
} from '../../../shared/sm2.ts';

const curve = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};
const Point = weierstrass(curve);
const folder = mkdtempSync(join(tmpdir(), 'sm2-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string) => join(folder, name);
const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
const signerId = 'distid:1234567812345678';

openssl('genpkey', '-algorithm', 'SM2', '-out', file('key.pem'));
const spki = openssl('pkey', '-in', file('key.pem'), '-pubout', '-outform', 'DER');
const point = decodeSm2Key(spki) ?? expect.fail('no SM2 key');

/** @param id of the signer; openssl has none by default */
function signByOpenssl(message: Uint8Array, id = signerId): Uint8Array {
  writeFileSync(file('message'), message);
  const how = ['-rawin', '-digest', 'sm3', ...(id === '' ? [] : ['-pkeyopt', id])];
  return openssl('pkeyutl', '-sign', '-inkey', file('key.pem'), ...how, '-in', file('message'));
}

const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** GM/T 0003.2 §7.1 on somebody else's curve arithmetic. */
function verifyByNoble(digest: Uint8Array, signature: Uint8Array): boolean {
  const [r, s] = [number(signature.subarray(0, 32)), number(signature.subarray(32))];
  const t = (r + s) % curve.n;
  if (r === 0n || s === 0n || r >= curve.n || s >= curve.n || t === 0n) return false;
  const sum = Point.BASE.multiply(s).add(Point.fromBytes(point).multiply(t));
  return (number(digest) + sum.toAffine().x) % curve.n === r;
}

describe('signatures', () => {
  const message = randomBytes(200);
  const signature = decodeSignature(signByOpenssl(message)) ?? expect.fail('not DER');

  test('openssl’s hold, in our eyes and in noble’s', () => {
    expect(verifySm2(point, message, signature)).toBe(true);
    expect(verifyByNoble(digestForSm2(point, message), signature)).toBe(true);
  });

  test('with another id, message or key they do not', () => {
    const empty = decodeSignature(signByOpenssl(message, '')) ?? expect.fail('not DER');
    expect(verifySm2(point, message, empty)).toBe(false);
    expect(verifySm2Digest(point, digestForSm2(point, message, ''), empty)).toBe(true);
    expect(verifySm2(point, randomBytes(200), signature)).toBe(false);
    openssl('genpkey', '-algorithm', 'SM2', '-out', file('other.pem'));
    const other = decodeSm2Key(openssl('pkey', '-in', file('other.pem'), '-pubout', '-outform', 'DER'));
    expect(verifySm2(other ?? point, message, signature)).toBe(false);
  });

  test('any change is seen, and numbers out of range are none, as noble says', () => {
    const digest = digestForSm2(point, message);
    const anySignature = fc.oneof(
      fc.uint8Array({ minLength: 64, maxLength: 64 }),
      fc.nat(511).map((bit) => {
        const changed = Uint8Array.from(signature);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return changed;
      }),
      fc.constantFrom('00', 'ff', curve.n.toString(16)).chain((hex) => {
        const part = Buffer.from(hex.repeat(64 / hex.length), 'hex');
        const [r, s] = [signature.subarray(0, 32), signature.subarray(32)];
        return fc.constantFrom(Buffer.concat([part, s]), Buffer.concat([r, part]), Buffer.concat([part, part]));
      }),
    );
    fc.assert(
      fc.property(anySignature, (changed) => {
        const verdict = verifySm2Digest(point, digest, changed);
        expect(verdict).toBe(verifyByNoble(digest, changed));
        expect(verdict).toBe(false);
      }),
      { numRuns: 60 },
    );
    // s + n is the same number to careless code.
    const twice = Buffer.from((number(signature.subarray(32)) + curve.n).toString(16).padStart(64, '0'), 'hex');
    expect(verifySm2Digest(point, digest, Buffer.concat([signature.subarray(0, 32), twice]))).toBe(false);
    expect(verifySm2Digest(point, digest, signature.subarray(1))).toBe(false);
  });

  test('have one DER form', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (raw) => {
        expect(decodeSignature(encodeSignature(raw))).toEqual(raw);
      }),
    );
    const der = signByOpenssl(message);
    expect(decodeSignature(Buffer.concat([der, Buffer.of(0)]))).toBeNull();
    expect(decodeSignature(der.subarray(0, -1))).toBeNull();
    expect(decodeSignature(randomBytes(70))).toBeNull();
  });
});

describe('keys, digests and ciphers', () => {
  test('points off the curve are none', () => {
    expect(isSm2Point(point)).toBe(true);
    const off = Uint8Array.from(point);
    off[64] = (off[64] ?? 0) ^ 1;
    expect(isSm2Point(off)).toBe(false);
    expect(isSm2Point(point.subarray(1))).toBe(false);
    expect(verifySm2(off, randomBytes(10), randomBytes(64))).toBe(false);
  });

  test('a key is read and written octet for octet; other kinds are none of ours', () => {
    expect(encodeSm2Key(point)).toEqual(spki);
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file('p256.pem'));
    expect(decodeSm2Key(openssl('pkey', '-in', file('p256.pem'), '-pubout', '-outform', 'DER'))).toBeNull();
  });

  test('SM3 and SM4 are Node’s', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        expect(Buffer.from(hashSm3(data))).toEqual(createHash('sm3').update(data).digest());
      }),
    );
    const [key, block] = [randomBytes(16), randomBytes(32)];
    const args = ['enc', '-sm4-ecb', '-nopad', '-K', key.toString('hex')];
    expect(Buffer.from(encryptSm4(key, block))).toEqual(execFileSync('openssl', args, { input: block }));
  });

  test('openssl decrypts what was encrypted', () => {
    const secret = randomBytes(16);
    const { x, y, hash, text } = encryptSm2(point, secret);
    const integer = (bytes: Uint8Array) => {
      const value = Buffer.from(number(bytes).toString(16).padStart(66, '00'), 'hex');
      const first = value.findIndex((octet) => octet !== 0);
      const digits = value.subarray((value[first] ?? 0) & 0x80 ? first - 1 : first);
      return Buffer.concat([Buffer.of(2, digits.length), digits]);
    };
    const octets = (bytes: Uint8Array) => Buffer.concat([Buffer.of(4, bytes.length), bytes]);
    const body = Buffer.concat([integer(x), integer(y), octets(hash), octets(text)]);
    writeFileSync(file('cipher'), Buffer.concat([derHeader(body.length), body]));
    expect(openssl('pkeyutl', '-decrypt', '-inkey', file('key.pem'), '-in', file('cipher'))).toEqual(secret);
  });
});

const derHeader = (length: number) => Buffer.from(length < 128 ? [0x30, length] : [0x30, 0x81, length]);
