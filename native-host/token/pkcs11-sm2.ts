// SM2 signatures by vendors' mechanisms. What a mechanism is given and what it gives is in no standard, so it is found out once
// for a token: it signs 32 random octets, and which digest that signature is over tells.
import { randomBytes } from 'node:crypto';
import type { Handle } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import { digestForSm2, hashSm3, prefixForSm2, verifySm2Digest } from '../../shared/sm2.ts';
import { decodeSignature } from '../sm2/signature-form.ts';
import type { OpenSession } from './pkcs11-attributes.ts';
import { findPrivateKey, readCertificateObjects, readKeyType } from './pkcs11-objects.ts';
import { Pkcs11Error } from './pkcs11-return-values.ts';
import { recallSm2Form, rememberSm2Form, type Sm2Form } from './pkcs11-sm2-memory.ts';
import { listSm2Sets, type Sm2Set, sm2KeyTypes } from './pkcs11-sm2-sets.ts';
import type { OpenToken } from './pkcs11-token.ts';

/** C_SignInit and C_Sign. @throws Pkcs11Error */
export type SignWith = (key: Handle, mechanism: number, data: Buffer) => Buffer;

export interface Sm2Key {
  readonly object: Handle;
  /** 04‖x‖y of its public key. */
  readonly point: Buffer;
}

const digestBytes = 32;
/** ECCSIGNATUREBLOB of SKF, which some libraries pass on: each number at the end of 64 octets. */
const blobBytes = 128;

/** SM2 on one token that is logged in to. */
export class Sm2Signing {
  readonly #token: OpenToken;
  readonly #signWith: SignWith;

  constructor(token: OpenToken, signWith: SignWith) {
    this.#token = token;
    this.#signWith = signWith;
  }

  /** @returns r‖s, 64 octets. @throws AppError TOKEN_UNSUPPORTED when no mechanism makes an SM2 signature; Pkcs11Error */
  sign(key: Sm2Key, data: Uint8Array): Uint8Array {
    const known = recallSm2Form(this.#token);
    const isListed = known && this.#listSets(key).some(({ signing }) => signing.includes(known.mechanism));
    const signature = isListed ? sign(known, key, data, this.#signWith) : null;
    return signature ?? sign(this.#find(key).form, key, data, this.#signWith) ?? refuse('signature changes its form');
  }

  /**
   * The numbers by which the token makes a key: those by which a key of its own signs. On a token without one there must be no
   * choice.
   * @throws AppError TOKEN_UNSUPPORTED; Pkcs11Error
   */
  chooseSet(): Sm2Set {
    const { session, slot } = this.#token;
    const sets = listSm2Sets(session.library, slot);
    const key = sets.length > 0 ? findOwnKey(session) : null;
    if (key) return this.#find(key).set;
    const [only, ...others] = sets;
    if (!only) return refuse('no mechanism to make SM2 keys');
    return others.length === 0 ? only : refuse('more than one set of SM2 mechanisms');
  }

  #find(key: Sm2Key): { set: Sm2Set; form: Sm2Form } {
    for (const set of this.#listSets(key)) {
      for (const mechanism of set.signing) {
        const form = testMechanism(mechanism, key, this.#signWith);
        if (!form) continue;
        rememberSm2Form(this.#token, form);
        return { set, form };
      }
    }
    return refuse('no mechanism makes an SM2 signature');
  }

  /** The sets of the key's own type, where it has a vendor's. */
  #listSets({ object }: Sm2Key): Sm2Set[] {
    const { session, slot } = this.#token;
    const type = readKeyType(session, object);
    const isVendors = type !== null && sm2KeyTypes.has(type);
    return listSm2Sets(session.library, slot).filter(({ keyType }) => !isVendors || keyType === type);
  }
}

/** A private key that a certificate on the token names. */
function findOwnKey(session: OpenSession): Sm2Key | null {
  for (const { key } of readCertificateObjects(session)) {
    const found = key?.type === 'SM2' ? findPrivateKey(session, key) : null;
    if (key?.type === 'SM2' && found) return { object: found.object, point: key.point };
  }
  return null;
}

function testMechanism(mechanism: number, key: Sm2Key, signWith: SignWith): Sm2Form | null {
  const data = randomBytes(digestBytes);
  let signature: Buffer;
  try {
    signature = signWith(key.object, mechanism, data);
  } catch (error) {
    // Listed and refused, or made for other data: the next.
    if (error instanceof Pkcs11Error) return null;
    throw error;
  }
  const meanings = {
    digest: () => data,
    prefixed: () => hashSm3(data),
    message: () => digestForSm2(key.point, data),
  };
  for (const input of ['digest', 'prefixed', 'message'] as const)
    for (const found of readSignature(signature))
      if (verifySm2Digest(key.point, meanings[input](), found)) return { mechanism, input };
  return null;
}

/** r‖s where that is what it is; null when it does not verify. */
function sign({ mechanism, input }: Sm2Form, key: Sm2Key, data: Uint8Array, signWith: SignWith): Uint8Array | null {
  const digest = digestForSm2(key.point, data);
  const inputs = {
    digest: () => Buffer.from(digest),
    prefixed: () => Buffer.concat([prefixForSm2(key.point), data]),
    message: () => Buffer.from(data),
  };
  const signature = signWith(key.object, mechanism, inputs[input]());
  return readSignature(signature).find((found) => verifySm2Digest(key.point, digest, found)) ?? null;
}

/** Every r‖s that it may be: the octets themselves, SKF's blob, DER. */
function readSignature(signature: Buffer): Uint8Array[] {
  const half = blobBytes / 2;
  const parts = [signature.subarray(half / 2, half), signature.subarray(half + half / 2)];
  const decoded = decodeSignature(signature);
  return [
    ...(signature.length === half ? [new Uint8Array(signature)] : []),
    ...(signature.length === blobBytes ? [new Uint8Array(Buffer.concat(parts))] : []),
    ...(decoded ? [decoded] : []),
  ];
}

function refuse(reason: string): never {
  throw new AppError('TOKEN_UNSUPPORTED', { reason });
}
