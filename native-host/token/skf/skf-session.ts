// A logged-in session on an SKF token. What PKCS#11 calls a label is a container's name here.
import { AppError } from '../../../shared/errors/app-error.ts';
import { type EnvelopedKey, readEnvelopedPublicKey } from '../../sm2/enveloped-key.ts';
import type { CertificateToWrite, KeyAlgorithm, TokenContents, TokenSession } from '../driver.ts';
import { decodePublicKey, encodePublicKey, isSameKey, type PublicKeyValue } from '../public-key.ts';
import { encryptionFlag, recallContainers, type SkfContainer, signFlag, useContainer } from './skf-containers.ts';
import { answerChallenge, makeChallenge } from './skf-decrypt.ts';
import { destroyCertificate, destroyKeyPair } from './skf-destroy.ts';
import { toSkfTokenError } from './skf-error.ts';
import { assertSupport, generateKeyPair } from './skf-generate.ts';
import { importEncryptionKey } from './skf-import.ts';
import { prepareToSign, signInContainer } from './skf-sign.ts';
import { readContents } from './skf-snapshot.ts';
import { assertSameToken, closeToken, listCertificates, type NamedSkfToken } from './skf-token.ts';

interface FoundKey {
  readonly container: SkfContainer;
  readonly flag: number;
  readonly key: PublicKeyValue;
  readonly certificate: Uint8Array | null;
}

export class SkfSession implements TokenSession {
  readonly #token: NamedSkfToken;
  #onClose: (() => void) | null;

  /** @param token logged in already */
  constructor(token: NamedSkfToken, onClose: () => void) {
    this.#token = token;
    this.#onClose = onClose;
  }

  get certificate(): Uint8Array {
    return this.#token.certificate ?? new Uint8Array();
  }

  async assertSupport(algorithm: KeyAlgorithm): Promise<void> {
    this.#call(() => assertSupport(this.#token, algorithm));
  }

  async generateKeyPair(algorithm: KeyAlgorithm, label: string): Promise<Uint8Array> {
    return this.#write(() => generateKeyPair(this.#token, algorithm, label));
  }

  async findKeyPair(label: string): Promise<Uint8Array | null> {
    return this.#call(() => {
      const key = recallContainers(this.#token).find(({ name }) => name === label)?.signing.key;
      return key ? encodePublicKey(key) : null;
    });
  }

  async sign(publicKey: Uint8Array, data: Uint8Array): Promise<Uint8Array> {
    const key = decodePublicKey(publicKey);
    if (!key) throw new AppError('KEY_MISSING');
    const signing = await prepareToSign(key, data);
    return this.#call(() => {
      const found = this.#find(publicKey);
      if (found?.flag !== signFlag) throw new AppError('KEY_MISSING');
      return useContainer(this.#token, found.container.nameBytes, (handle) =>
        signInContainer(this.#token.library, handle, signing),
      );
    });
  }

  async writeCertificate(publicKey: Uint8Array, { der }: CertificateToWrite): Promise<void> {
    this.#write(() => {
      const found = this.#find(publicKey);
      if (!found) throw new AppError('KEY_MISSING');
      if (found.certificate && Buffer.from(found.certificate).equals(der)) return;
      const { library } = this.#token;
      useContainer(this.#token, found.container.nameBytes, (handle) =>
        library.call('SKF_ImportCertificate', handle, found.flag, Buffer.from(der), der.length),
      );
    });
  }

  /** A container pairs the two by itself. */
  async checkCertificate(publicKey: Uint8Array, { der }: CertificateToWrite): Promise<string | null> {
    return this.#call(() => {
      const found = this.#find(publicKey);
      if (!found) throw new AppError('KEY_MISSING');
      return found.certificate && Buffer.from(found.certificate).equals(der) ? null : 'certificate';
    });
  }

  async importKeyPair(signingKey: Uint8Array, envelope: EnvelopedKey): Promise<Uint8Array> {
    const publicKey = readEnvelopedPublicKey(envelope);
    const wanted = decodePublicKey(publicKey);
    if (!wanted) throw new AppError('TOKEN_UNSUPPORTED', { reason: 'kind of encryption key' });
    const challenge = await makeChallenge(wanted, this.#token.library);
    return this.#write(() => {
      const found = this.#find(signingKey);
      if (found?.flag !== signFlag) throw new AppError('KEY_MISSING');
      useContainer(this.#token, found.container.nameBytes, (handle) =>
        importEncryptionKey(this.#token, handle, found.container.encryption.key, { envelope, wanted, challenge }),
      );
      this.#token.memory.containers = null;
      if (!this.#find(publicKey)) throw new AppError('ENCRYPTION_KEY_REFUSED', { reason: 'another key was stored' });
      return publicKey;
    });
  }

  async proveDecryption(publicKey: Uint8Array): Promise<void> {
    const key = decodePublicKey(publicKey);
    if (!key) throw new AppError('KEY_MISSING');
    const challenge = await makeChallenge(key, this.#token.library);
    this.#call(() => {
      const found = this.#find(publicKey);
      if (found?.flag !== encryptionFlag) throw new AppError('KEY_MISSING');
      useContainer(this.#token, found.container.nameBytes, (handle) => answerChallenge(this.#token, handle, challenge));
    });
  }

  async readCertificates(): Promise<Uint8Array[]> {
    return this.#call(() => listCertificates(recallContainers(this.#token)));
  }

  async destroyKeyPair(label: string, publicKey: Uint8Array | null): Promise<number> {
    return this.#write(() => destroyKeyPair(this.#token, label, publicKey));
  }

  async destroyCertificate(certificateHash: string): Promise<void> {
    this.#write(() => destroyCertificate(this.#token, certificateHash));
  }

  async readContents(): Promise<TokenContents> {
    return this.#call(() => readContents(this.#token, true));
  }

  async close(): Promise<void> {
    closeToken(this.#token);
    this.#onClose?.();
    this.#onClose = null;
  }

  /** The key pair, of either use, whose public key it is. */
  #find(publicKey: Uint8Array): FoundKey | null {
    const wanted = decodePublicKey(publicKey);
    const found = recallContainers(this.#token).flatMap((container): FoundKey[] => {
      const { signing, encryption } = container;
      return [
        { ...signing, flag: signFlag },
        { ...encryption, flag: encryptionFlag },
      ].flatMap(({ key, certificate, flag }) =>
        key && wanted && isSameKey(key, wanted) ? [{ container, flag, key, certificate }] : [],
      );
    });
    return found[0] ?? null;
  }

  #call<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw toSkfTokenError(error);
    }
  }

  /** Looks first whether it is still the token that was meant. */
  #write<T>(work: () => T): T {
    return this.#call(() => {
      assertSameToken(this.#token);
      try {
        return work();
      } finally {
        this.#token.memory.containers = null;
      }
    });
  }
}
