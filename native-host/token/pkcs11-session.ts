// A logged-in PKCS#11 session: key generation, signing, writing, each by the standard's own rules.
import type { Handle } from 'pkcs11js';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { CertificateToWrite, KeyAlgorithm, TokenContents, TokenSession } from './driver.ts';
import { type OpenSession, readOptional } from './pkcs11-attributes.ts';
import { checkCertificate, writeCertificate } from './pkcs11-certificate.ts';
import { readContents } from './pkcs11-contents.ts';
import { destroyCertificate, destroyKeyPair } from './pkcs11-destroy.ts';
import { toTokenError } from './pkcs11-error.ts';
import { blameFullToken } from './pkcs11-full-token.ts';
import { generateKeyPair } from './pkcs11-generate.ts';
import { alignKeyIds, findKeyHalves } from './pkcs11-key-halves.ts';
import type { Pkcs11Library } from './pkcs11-library.ts';
import { logOutQuietly } from './pkcs11-login.ts';
import { assertKeySupport, listSigning } from './pkcs11-mechanisms.ts';
import { pkcs11 } from './pkcs11-numbers.ts';
import { findPrivateKey, readCertificateValues, readKey } from './pkcs11-objects.ts';
import { prepareSigning } from './pkcs11-prepare-signing.ts';
import { ckr, Pkcs11Error } from './pkcs11-return-values.ts';
import { findObjects } from './pkcs11-search.ts';
import type { Sm2Signing } from './pkcs11-sm2.ts';
import { assertSameToken, closeQuietly, type OpenToken } from './pkcs11-token.ts';
import { decodePublicKey, encodePublicKey, type PublicKeyValue } from './public-key.ts';

/** Room for a signature: RSA-4096 is 512 bytes. */
const maxSignatureBytes = 1024;

export class Pkcs11Session implements TokenSession {
  readonly #library: Pkcs11Library;
  readonly #session: OpenSession;
  readonly #token: OpenToken;
  readonly #signing: Partial<Record<KeyAlgorithm, readonly number[]>> = {};
  /** Kept for keys that want the PIN again before every signature (CKA_ALWAYS_AUTHENTICATE); gone with the session. */
  #pin: Uint8Array | null;

  /** @param token logged in already */
  constructor(token: OpenToken, pin: Uint8Array | null) {
    this.#library = token.session.library;
    this.#session = token.session;
    this.#token = token;
    this.#pin = pin;
  }

  get certificate(): Uint8Array {
    return this.#token.certificate?.der ?? new Uint8Array();
  }

  async assertSupport(algorithm: KeyAlgorithm): Promise<void> {
    const sm2 = algorithm === 'SM2' ? await this.#openSm2() : null;
    this.#call(() => {
      assertKeySupport(this.#library, this.#token.slot, algorithm);
      sm2?.chooseSet();
    });
  }

  async generateKeyPair(algorithm: KeyAlgorithm, label: string): Promise<Uint8Array> {
    const sm2 = algorithm === 'SM2' ? await this.#openSm2() : null;
    return this.#call(() => {
      assertSameToken(this.#token);
      const mechanism = sm2?.chooseSet().generation;
      const pair = blameFullToken(this.#token, () => generateKeyPair(this.#session, algorithm, label, mechanism));
      const key = readKey(this.#session, pair.publicKey);
      if (!key) throw new AppError('TOKEN_FAILED', { reason: 'public key unreadable' });
      const halves = findKeyHalves(this.#session, label);
      const spki = encodePublicKey(key);
      if (!halves?.spki.equals(spki)) throw new AppError('TOKEN_FAILED', { reason: 'key pair not found again' });
      alignKeyIds(this.#session, halves);
      return spki;
    });
  }

  async findKeyPair(label: string): Promise<Uint8Array | null> {
    return this.#call(() => {
      const halves = findKeyHalves(this.#session, label);
      if (!halves) {
        this.#assertKeysAreSeen();
        return null;
      }
      // A cut between the two may have left them with different ones.
      alignKeyIds(this.#session, halves);
      return halves.spki;
    });
  }

  async sign(publicKey: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
    const wanted = decodePublicKey(publicKey);
    const sm2 = wanted?.type === 'SM2' ? await this.#openSm2() : null;
    return this.#call(() => {
      const found = wanted && findPrivateKey(this.#session, wanted);
      if (!found) throw new AppError('KEY_MISSING');
      // CKM_ECDSA on such a key makes another kind of signature.
      if (wanted.type === 'SM2' && sm2) return sm2.sign({ object: found.object, point: wanted.point }, data);
      const algorithm = wanted.type === 'EC' ? 'P-256' : 'RSA-2048';
      this.#signing[algorithm] ??= listSigning(this.#library, this.#token.slot, algorithm);
      return this.#signByAny(found.object, this.#signing[algorithm], wanted, data);
    });
  }

  async writeCertificate(publicKey: Uint8Array, certificate: CertificateToWrite): Promise<void> {
    this.#call(() => {
      assertSameToken(this.#token);
      writeCertificate(this.#session, publicKey, certificate, (create) => blameFullToken(this.#token, create));
      assertSameToken(this.#token);
    });
  }

  /** The standard has no call for it. */
  async importKeyPair(): Promise<Uint8Array> {
    throw new AppError('TOKEN_UNSUPPORTED', { reason: 'enveloped key' });
  }

  async proveDecryption(): Promise<void> {
    throw new AppError('TOKEN_UNSUPPORTED', { reason: 'decryption' });
  }

  async checkCertificate(publicKey: Uint8Array, certificate: CertificateToWrite): Promise<string | null> {
    return this.#call(() => checkCertificate(this.#session, publicKey, certificate));
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
      return this.#withKeysSeen(work);
    } catch (error) {
      throw toTokenError(error);
    }
  }

  /** A key that is missed may be hidden. */
  #withKeysSeen<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isAppError(error) && error.code === 'KEY_MISSING') this.#assertKeysAreSeen();
      throw error;
    }
  }

  /** A driver that answered OK to a login and did not log in hides all keys; none is missing for that. */
  #assertKeysAreSeen(): void {
    const template = [{ type: pkcs11.CKA_CLASS, value: pkcs11.CKO_PRIVATE_KEY }];
    if (findObjects(this.#session, template).length > 0) return;
    const state = this.#library.C_GetSessionState(this.#session.handle);
    if (state === pkcs11.CKS_RO_PUBLIC_SESSION || state === pkcs11.CKS_RW_PUBLIC_SESSION)
      throw new AppError('TOKEN_FAILED', { reason: 'not logged in' });
    throw new AppError('KEY_MISSING');
  }

  async #openSm2(): Promise<Sm2Signing> {
    const { Sm2Signing } = await import('./pkcs11-sm2.ts');
    return new Sm2Signing(this.#token, (key, mechanism, data) => this.#signWith(key, mechanism, data));
  }

  /** A mechanism that is listed and refused all the same gives way to the next. */
  #signByAny(key: Handle, mechanisms: readonly number[], value: PublicKeyValue, data: Uint8Array): Buffer {
    let refusal: unknown = new AppError('TOKEN_UNSUPPORTED', { reason: 'no mechanism to sign with' });
    for (const mechanism of mechanisms) {
      try {
        return this.#signWith(key, mechanism, prepareSigning(mechanism, value, data));
      } catch (error) {
        if (!(error instanceof Pkcs11Error) || error.code !== ckr.CKR_MECHANISM_INVALID) throw error;
        refusal = error;
      }
    }
    throw refusal;
  }

  #signWith(key: Handle, mechanism: number, data: Buffer): Buffer {
    this.#library.C_SignInit(this.#session.handle, { mechanism }, key);
    if (readOptional(this.#session, key, pkcs11.CKA_ALWAYS_AUTHENTICATE)?.[0] === 1)
      this.#library.C_Login(this.#session.handle, pkcs11.CKU_CONTEXT_SPECIFIC, this.#pin);
    return this.#library.C_Sign(this.#session.handle, data, Buffer.alloc(maxSignatureBytes));
  }
}
