// The shapes in which the encryption key of a pair travels: all mean the same, and damage is an error card, never more.
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readEnvelopedKey } from '../../../native-host/sm2/read-enveloped-key.ts';
import { readSm2Cipher } from '../../../native-host/sm2/read-sm2-cipher.ts';
import { encodeCipherBlob, encodeEnvelopedKeyBlob } from '../../../native-host/token/skf/skf-structures.ts';
import { isAppError } from '../../../shared/errors/app-error.ts';
import { encodeBlob, encodeEnvelope, type HiddenKey, hideKey } from '../../portal/ca/envelope-key.ts';
import { runOpenssl } from '../../portal/ca/run-openssl.ts';

let key: HiddenKey;
beforeAll(async () => {
  const make = async () => (await runOpenssl(['genpkey', '-algorithm', 'SM2'])).toString();
  const publicKey = await runOpenssl(['pkey', '-pubout'], Buffer.from(await make()));
  key = await hideKey(await make(), publicKey.toString());
});

describe('an enveloped key', () => {
  test('is the same from DER and from the structure in memory, and goes to the token as that', () => {
    const [fromDer, fromBlob] = [readEnvelopedKey(encodeEnvelope(key)), readEnvelopedKey(encodeBlob(key))];
    expect(fromDer.algorithm).toBe(0x401);
    expect(Buffer.from(fromDer.point)).toEqual(key.spki.subarray(-65));
    for (const one of [fromDer, fromBlob])
      expect(encodeEnvelopedKeyBlob(one, 4).toString('hex')).toBe(encodeBlob(key).toString('hex'));
    // Three ULONGs of its own, one of the public key, one of the cipher.
    expect(encodeEnvelopedKeyBlob(fromDer, 8)).toHaveLength(encodeBlob(key).length + 5 * 4);
  });

  test('that stands at the other end of its room stays there', () => {
    const blob = encodeBlob(key);
    const left = Buffer.concat([blob.subarray(0, 12), key.hidden, Buffer.alloc(32), blob.subarray(76)]);
    expect(encodeEnvelopedKeyBlob(readEnvelopedKey(left), 4)).toEqual(left);
  });

  test('damaged or cut is malformed, whatever its octets', () => {
    const [der, blob] = [encodeEnvelope(key), encodeBlob(key)];
    const damaged = fc.constantFrom(der, blob).chain((whole) =>
      fc.oneof(
        fc.nat(whole.length - 1).map((length) => whole.subarray(0, length)),
        fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, octet]) => {
          const changed = Buffer.from(whole);
          changed[at] = octet;
          return changed;
        }),
        fc.uint8Array({ maxLength: 500 }).map((octets) => Buffer.from(octets)),
      ),
    );
    fc.assert(
      fc.property(damaged, (octets) => {
        try {
          const { point, encryptedPrivateKey } = readEnvelopedKey(octets);
          expect([point.length, [32, 64].includes(encryptedPrivateKey.length)]).toEqual([65, true]);
        } catch (error) {
          expect(isAppError(error) && error.code).toBe('CERTIFICATE_MALFORMED');
        }
      }),
    );
  });
});

describe('a wrapped symmetric key', () => {
  test('is the same as DER, as the structure in memory, and as plain octets with or without their first one', () => {
    const cipher = readSm2Cipher(key.wrapped);
    const octets = Buffer.concat([cipher.x, cipher.y, cipher.hash, cipher.text]);
    for (const shape of [encodeCipherBlob(cipher, 4), octets, Buffer.concat([Buffer.of(4), octets])]) {
      const read = readSm2Cipher(shape);
      for (const part of ['x', 'y', 'hash', 'text'] as const)
        expect(Buffer.from(read[part]).toString('hex')).toBe(Buffer.from(cipher[part]).toString('hex'));
    }
  });

  test('of another length is malformed', () => {
    for (const length of [0, 16, 96, 100, 105, 300])
      expect(() => readSm2Cipher(Buffer.alloc(length, 7))).toThrow(/CERTIFICATE_MALFORMED/);
  });
});
