// Making a key pair on a token.
import { createHash } from 'node:crypto';
import type { Attribute, KeyPair } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import { sm2Parameters } from '../sm2/sm2-key.ts';
import type { KeyAlgorithm } from './driver.ts';
import { type OpenSession, readAttribute } from './pkcs11-attributes.ts';
import { explainRoom } from './pkcs11-error.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { ckr, Pkcs11Error } from './pkcs11-return-values.ts';
import { findObjects } from './pkcs11-search.ts';
import { p256Parameters } from './public-key.ts';

const publicExponent65537 = Buffer.from([1, 0, 1]);

/** A token that says this of a template would rather choose some attributes itself. */
const refusesTemplate: readonly number[] = [
  ckr.CKR_ATTRIBUTE_READ_ONLY,
  ckr.CKR_ATTRIBUTE_TYPE_INVALID,
  ckr.CKR_ATTRIBUTE_VALUE_INVALID,
  ckr.CKR_TEMPLATE_INCOMPLETE,
  ckr.CKR_TEMPLATE_INCONSISTENT,
];

/**
 * A key pair under `label`, by a template that says all, or else by one that says the least. Leaves nothing when it fails.
 * @param sm2Mechanism the vendor's, for an SM2 key
 * @throws AppError TOKEN_UNSUPPORTED, Pkcs11Error
 */
export function generateKeyPair(
  session: OpenSession,
  algorithm: KeyAlgorithm,
  label: string,
  sm2Mechanism?: number,
): KeyPair {
  const plan = planKey(algorithm, sm2Mechanism);
  try {
    return generate(session, plan, label, 'full');
  } catch (error) {
    if (!(error instanceof Pkcs11Error) || !refusesTemplate.includes(error.code)) throw error;
  }
  try {
    const pair = generate(session, plan, label, 'least');
    // What was not asked for must hold all the same: the key never leaves the token.
    if (readAttribute(session, pair.privateKey, pkcs11.CKA_EXTRACTABLE)?.[0] === 1)
      throw new AppError('TOKEN_UNSUPPORTED', { reason: 'key would be extractable' });
    return pair;
  } catch (error) {
    removeAll(session, label);
    if (!(error instanceof Pkcs11Error) || !refusesTemplate.includes(error.code)) throw error;
    throw new AppError('TOKEN_UNSUPPORTED', { reason: error.message }, { cause: error });
  }
}

interface KeyPlan {
  readonly mechanism: number;
  /** What the public key is to be, in full and in the least words that say it. */
  readonly full: readonly Attribute[];
  readonly least: readonly Attribute[];
}

function planKey(algorithm: KeyAlgorithm, sm2Mechanism: number | undefined): KeyPlan {
  if (algorithm === 'SM2') {
    if (sm2Mechanism === undefined)
      throw new AppError('TOKEN_UNSUPPORTED', { reason: 'no mechanism to make SM2 keys' });
    // The mechanism knows its curve; some want it named all the same.
    return { mechanism: sm2Mechanism, full: [{ type: pkcs11.CKA_EC_PARAMS, value: sm2Parameters }], least: [] };
  }
  if (algorithm === 'P-256') {
    const curve = [{ type: pkcs11.CKA_EC_PARAMS, value: p256Parameters }];
    return { mechanism: pkcs11.CKM_EC_KEY_PAIR_GEN, full: curve, least: curve };
  }
  const bits = { type: pkcs11.CKA_MODULUS_BITS, value: Number(algorithm.slice('RSA-'.length)) };
  const full = [bits, { type: pkcs11.CKA_PUBLIC_EXPONENT, value: publicExponent65537 }];
  return { mechanism: pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN, full, least: [bits] };
}

function generate({ library, handle }: OpenSession, plan: KeyPlan, label: string, form: 'full' | 'least'): KeyPair {
  const isFull = form === 'full';
  const common: Attribute[] = [
    { type: pkcs11.CKA_TOKEN, value: true },
    { type: pkcs11.CKA_LABEL, value: label },
    // The final CKA_ID is the hash of a key that does not exist yet; until then the label tells whose it is.
    { type: pkcs11.CKA_ID, value: createHash('sha1').update(label).digest() },
  ];
  const publicTemplate = [...common, ...(isFull ? [{ type: pkcs11.CKA_VERIFY, value: true }] : []), ...plan[form]];
  const privateTemplate = [
    ...common,
    ...(isFull
      ? [
          { type: pkcs11.CKA_PRIVATE, value: true },
          { type: pkcs11.CKA_SENSITIVE, value: true },
          { type: pkcs11.CKA_EXTRACTABLE, value: false },
          { type: pkcs11.CKA_SIGN, value: true },
        ]
      : []),
  ];
  const { mechanism } = plan;
  return explainRoom(() => library.C_GenerateKeyPair(handle, { mechanism }, publicTemplate, privateTemplate));
}

/** Half a key pair is of no use to anybody; its label is this order's alone. */
function removeAll(session: OpenSession, label: string): void {
  for (const objectClass of [pkcs11.CKO_PRIVATE_KEY, pkcs11.CKO_PUBLIC_KEY]) {
    const template = [
      { type: pkcs11.CKA_CLASS, value: objectClass },
      { type: pkcs11.CKA_LABEL, value: label },
    ];
    for (const object of findObjects(session, template)) session.library.C_DestroyObject(session.handle, object);
  }
}
