// A logged-in PKCS#11 session: key generation, signing, writing, each by the standard's own rules.
import { createHash } from 'node:crypto';
import pkcs11, { type Attribute, type Handle } from 'pkcs11js';
import { AppError } from '../../shared/errors/app-error.ts';
import type { CertificateToWrite, KeyAlgorithm, TokenContents, TokenSession } from './driver.ts';
import { readContents } from './pkcs11-contents.ts';
import { destroyCertificate, destroyKeyPair } from './pkcs11-destroy.ts';
import { toTokenError } from './pkcs11-error.ts';
import type { Pkcs11Library } from './pkcs11-library.ts';
import { asArgument, logOutQuietly } from './pkcs11-login.ts';
import {
  findObjects,
  findPrivateKey,
  type OpenSession,
  readAttribute,
  readCertificateValues,
  readKey,
} from './pkcs11-objects.ts';
import { assertSameToken, closeQuietly, type OpenToken } from './pkcs11-token.ts';
import { computeKeyId, decodePublicKey, encodePublicKey, p256Parameters } from './public-key.ts';

const rsaModulusBits = 2048;
const publicExponent65537 = Buffer.from([1, 0, 1]);
/** DigestInfo header for SHA-256 (RFC 8017 §9.2), for tokens that only know raw CKM_RSA_PKCS. */
const sha256DigestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');
/** Room for a signature: RSA-4096 is 512 bytes. */
const maxSignatureBytes = 1024;

export class Pkcs11Session implements TokenSession {
  readonly #library: Pkcs11Library;
  readonly #session: OpenSession;
  readonly #token: OpenToken;
  #mechanisms: number[] | null = null;
  /** Kept for keys that want the PIN again before every signature (CKA_ALWAYS_AUTHENTICATE); gone with the session. */
  #pin: string | null;

  /** @param token logged in already */
  constructor(token: OpenToken, pin: string | null) {
    this.#library = token.session.library;
    this.#session = token.session;
    this.#token = token;
    this.#pin = pin;
  }

  get certificate(): Uint8Array {
    return this.#token.certificate?.der ?? new Uint8Array();
  }

  async generateKeyPair(algorithm: KeyAlgorithm, label: string): Promise<Uint8Array> {
    return this.#call(() => {
      assertSameToken(this.#token);
      const isRsa = algorithm === 'RSA-2048';
      // The final CKA_ID is the hash of a key that does not exist yet; until then the label tells whose it is.
      const temporaryId = createHash('sha1').update(label).digest();
      const common = [
        { type: pkcs11.CKA_TOKEN, value: true },
        { type: pkcs11.CKA_LABEL, value: label },
        { type: pkcs11.CKA_ID, value: temporaryId },
      ];
      const publicTemplate: Attribute[] = [
        ...common,
        { type: pkcs11.CKA_VERIFY, value: true },
        ...(isRsa
          ? [
              { type: pkcs11.CKA_MODULUS_BITS, value: rsaModulusBits },
              { type: pkcs11.CKA_PUBLIC_EXPONENT, value: publicExponent65537 },
            ]
          : [{ type: pkcs11.CKA_EC_PARAMS, value: p256Parameters }]),
      ];
      const privateTemplate: Attribute[] = [
        ...common,
        { type: pkcs11.CKA_PRIVATE, value: true },
        { type: pkcs11.CKA_SENSITIVE, value: true },
        { type: pkcs11.CKA_EXTRACTABLE, value: false },
        { type: pkcs11.CKA_SIGN, value: true },
      ];
      const mechanism = { mechanism: isRsa ? pkcs11.CKM_RSA_PKCS_KEY_PAIR_GEN : pkcs11.CKM_EC_KEY_PAIR_GEN };
      const pair = this.#library.C_GenerateKeyPair(this.#session.handle, mechanism, publicTemplate, privateTemplate);
      const key = readKey(this.#session, pair.publicKey);
      if (!key) throw new AppError('TOKEN_FAILED', { reason: 'public key unreadable' });
      const spki = encodePublicKey(key);
      this.#setKeyId([pair.publicKey, pair.privateKey], computeKeyId(spki));
      return spki;
    });
  }

  async findKeyPair(label: string): Promise<Uint8Array | null> {
    return this.#call(() => {
      const privateKeys = this.#findByLabel(pkcs11.CKO_PRIVATE_KEY, label);
      if (privateKeys.length === 0) return null;
      const key = [...this.#findByLabel(pkcs11.CKO_PUBLIC_KEY, label), ...privateKeys]
        .map((object) => readKey(this.#session, object))
        .find((value) => value !== null);
      return key ? encodePublicKey(key) : null;
    });
  }

  async sign(publicKey: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
    return this.#call(() => {
      const wanted = decodePublicKey(publicKey);
      const found = wanted && findPrivateKey(this.#session, wanted);
      if (!found) throw new AppError('KEY_MISSING');
      const digest = createHash('sha256').update(data).digest();
      if (wanted.type === 'EC') return this.#signWith(found.object, pkcs11.CKM_ECDSA, digest);
      this.#mechanisms ??= this.#library.C_GetMechanismList(this.#token.slot);
      return this.#mechanisms.includes(pkcs11.CKM_SHA256_RSA_PKCS)
        ? this.#signWith(found.object, pkcs11.CKM_SHA256_RSA_PKCS, Buffer.from(data))
        : this.#signWith(found.object, pkcs11.CKM_RSA_PKCS, Buffer.concat([sha256DigestInfo, digest]));
    });
  }

  async writeCertificate(publicKey: Uint8Array, certificate: CertificateToWrite): Promise<void> {
    this.#call(() => {
      assertSameToken(this.#token);
      const wanted = decodePublicKey(publicKey);
      const found = wanted && findPrivateKey(this.#session, wanted);
      if (!found) throw new AppError('KEY_MISSING');
      if (readCertificateValues(this.#session).some(({ der }) => der.equals(certificate.der))) return;
      this.#library.C_CreateObject(this.#session.handle, [
        { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_CERTIFICATE },
        { type: pkcs11.CKA_CERTIFICATE_TYPE, value: pkcs11.CKC_X_509 },
        { type: pkcs11.CKA_TOKEN, value: true },
        { type: pkcs11.CKA_PRIVATE, value: false },
        { type: pkcs11.CKA_LABEL, value: certificate.label },
        { type: pkcs11.CKA_ID, value: found.id ?? computeKeyId(publicKey) },
        { type: pkcs11.CKA_SUBJECT, value: Buffer.from(certificate.subject) },
        { type: pkcs11.CKA_ISSUER, value: Buffer.from(certificate.issuer) },
        { type: pkcs11.CKA_SERIAL_NUMBER, value: Buffer.from(certificate.serialNumber) },
        { type: pkcs11.CKA_VALUE, value: Buffer.from(certificate.der) },
      ]);
      assertSameToken(this.#token);
    });
  }

  async readCertificates(): Promise<Uint8Array[]> {
    return this.#call(() => readCertificateValues(this.#session).map(({ der }) => der));
  }

  async destroyKeyPair(label: string, publicKey: Uint8Array | null): Promise<number> {
    return this.#call(() => {
      assertSameToken(this.#token);
      return destroyKeyPair(this.#session, label, publicKey);
    });
  }

  async destroyCertificate(certificateHash: string): Promise<void> {
    this.#call(() => {
      assertSameToken(this.#token);
      destroyCertificate(this.#session, certificateHash);
    });
  }

  async readContents(): Promise<TokenContents> {
    return this.#call(() => readContents(this.#token));
  }

  async close(): Promise<void> {
    this.#pin = null;
    // The token may have been pulled, and then there is nothing left to end.
    logOutQuietly(this.#session);
    closeQuietly(this.#session);
  }

  /** Runs PKCS#11 calls and turns what they throw into an AppError. */
  #call<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw toTokenError(error);
    }
  }

  #findByLabel(objectClass: number, label: string): Handle[] {
    return findObjects(this.#session, [
      { type: pkcs11.CKA_CLASS, value: objectClass },
      { type: pkcs11.CKA_LABEL, value: label },
    ]);
  }

  #signWith(key: Handle, mechanism: number, data: Buffer): Buffer {
    this.#library.C_SignInit(this.#session.handle, { mechanism }, key);
    if (readAttribute(this.#session, key, pkcs11.CKA_ALWAYS_AUTHENTICATE)?.[0] === 1)
      this.#library.C_Login(this.#session.handle, pkcs11.CKU_CONTEXT_SPECIFIC, asArgument(this.#pin));
    return this.#library.C_Sign(this.#session.handle, data, Buffer.alloc(maxSignatureBytes));
  }

  #setKeyId(objects: Handle[], id: Buffer): void {
    for (const object of objects) {
      try {
        this.#library.C_SetAttributeValue(this.#session.handle, object, [{ type: pkcs11.CKA_ID, value: id }]);
      } catch {
        // Some tokens fix CKA_ID at creation. The temporary one is unique too, and keys are matched by value.
        return;
      }
    }
  }
}
