// Making a key pair on a token.
import { createHash } from 'node:crypto';
import type { Attribute, KeyPair } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import type { KeyAlgorithm } from './driver.ts';
import { explainRoom } from './pkcs11-error.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { findObjects, type OpenSession, readAttribute } from './pkcs11-objects.ts';
import { ckr, Pkcs11Error } from './pkcs11-return-values.ts';
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
 * @throws AppError TOKEN_UNSUPPORTED, Pkcs11Error
 */
export function generateKeyPair(session: OpenSession, algorithm: KeyAlgorithm, label: string): KeyPair {
  try {
    return generate(session, algorithm, label, 'full');
  } catch (error) {
    if (!(error instanceof Pkcs11Error) || !refusesTemplate.includes(error.code)) throw error;
  }
  try {
    const pair = generate(session, algorithm, label, 'least');
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

function generate(session: OpenSession, algorithm: KeyAlgorithm, label: string, form: 'full' | 'least'): KeyPair {
  const isRsa = algorithm !== 'P-256';
  const isFull = form === 'full';
  const common: Attribute[] = [
    { type: pkcs11.CKA_TOKEN, value: true },
    { type: pkcs11.CKA_LABEL, value: label },
    // The final CKA_ID is the hash of a key that does not exist yet; until then the label tells whose it is.
    { type: pkcs11.CKA_ID, value: createHash('sha1').update(label).digest() },
  ];
  const size: Attribute[] = isRsa
    ? [
        { type: pkcs11.CKA_MODULUS_BITS, value: Number(algorithm.slice('RSA-'.length)) },
        ...(isFull ? [{ type: pkcs11.CKA_PUBLIC_EXPONENT, value: publicExponent65537 }] : []),
      ]
    : [{ type: pkcs11.CKA_EC_PARAMS, value: p256Parameters }];
  const publicTemplate = [...common, ...(isFull ? [{ type: pkcs11.CKA_VERIFY, value: true }] : []), ...size];
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
  const mechanism = { mechanism: isRsa ? pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN : pkcs11.CKM_EC_KEY_PAIR_GEN };
  const { library, handle } = session;
  return explainRoom(() => library.C_GenerateKeyPair(handle, mechanism, publicTemplate, privateTemplate));
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
