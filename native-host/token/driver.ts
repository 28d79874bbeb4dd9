// The interface through which commands use tokens. PKCS#11 is one way to fill it, SKF (GM/T 0016) the other.
import type { KeyAlgorithm } from '../../shared/certificate.ts';
import type { PinState } from '../../shared/protocol/messages.ts';
import type { EnvelopedKey } from '../sm2/enveloped-key.ts';

export type { KeyAlgorithm };

/** What is known of the tries of the administrator's PIN. */
export type AdminPinState = Exclude<PinState, 'not-set'>;

/** Which token is meant, for its care: without a certificate to tell it by, it must be the only one of its name. */
export interface TokenName {
  readonly serialNumber: string;
  readonly label: string;
  /** Lower-case hex SHA-256 of a certificate that must be on the token; null where none is named. */
  readonly certificateHash: string | null;
}

/** Which token is meant. Slot numbers change and serials repeat, so the certificate decides. */
export interface TokenIdentity extends TokenName {
  readonly certificateHash: string;
}

export interface StoredCertificate {
  readonly der: Uint8Array;
  /** CKA_LABEL, may be empty. */
  readonly label: string;
  /** True when a fitting private or public key is seen, or when the token hides all its keys until login. */
  readonly hasPrivateKey: boolean;
  /** True for the second of a pair, where the driver itself knows which is which (SKF). */
  readonly isForEncryption?: boolean;
}

/** What is seen of a token without a PIN. */
export interface TokenSnapshot {
  readonly serialNumber: string;
  readonly label: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly pin: {
    readonly state: PinState;
    /** How many wrong tries are left, where the driver tells. */
    readonly triesLeft?: number;
    /** Bytes; 0 where the driver gives no sensible limit. */
    readonly minLength: number;
    readonly maxLength: number;
    readonly isTypedOnReader: boolean;
  };
  readonly isWriteProtected: boolean;
  readonly certificates: readonly StoredCertificate[];
}

/** The little that a look at the slots shows, without a session: enough to notice that something changed. */
export interface TokenGlance {
  readonly serialNumber: string;
  readonly label: string;
  readonly pinState: PinState;
}

/** A key object as it lies on the token. */
export interface KeyObject {
  readonly kind: 'private-key' | 'public-key';
  /** CKA_LABEL, may be empty. */
  readonly label: string;
  /** CKA_ID, may be empty. */
  readonly id: Uint8Array;
  /** SubjectPublicKeyInfo (DER); null where the object does not show it (private EC keys) or it is none of RSA, P-256 and SM2. */
  readonly publicKey: Uint8Array | null;
  readonly keyAlgorithm: 'RSA' | 'EC' | 'SM2' | 'other';
  /** 0 where unknown. */
  readonly keySizeBits: number;
}

/** A certificate object as it lies on the token. */
export interface CertificateObject {
  readonly kind: 'certificate';
  readonly label: string;
  readonly id: Uint8Array;
  readonly der: Uint8Array;
}

export type TokenObject = KeyObject | CertificateObject;

/** Everything on the token that the product knows of; without a login only what it shows to anybody. */
export interface TokenContents {
  readonly adminPinState: AdminPinState;
  /** Free memory in bytes, null where the driver does not say. */
  readonly freeBytes: number | null;
  readonly objects: readonly TokenObject[];
}

/** A certificate with the DER parts that PKCS#11 wants beside it, so that a driver need not parse X.509. */
export interface CertificateToWrite {
  readonly der: Uint8Array;
  /** DER Name. */
  readonly subject: Uint8Array;
  /** DER Name. */
  readonly issuer: Uint8Array;
  /** DER INTEGER. */
  readonly serialNumber: Uint8Array;
  readonly label: string;
}

/**
 * A logged-in session on one token. Keys are named by their SubjectPublicKeyInfo (DER), never by handle or slot.
 * All methods throw AppError: TOKEN_*, PIN_*, KEY_MISSING, DRIVER_* codes.
 */
export interface TokenSession {
  /** DER of the certificate by which the token was recognised; empty when it was named without one. */
  readonly certificate: Uint8Array;
  /** Makes sure that the token can make and use such a key, before one is made. @throws AppError TOKEN_UNSUPPORTED */
  assertSupport(algorithm: KeyAlgorithm): Promise<void>;
  /** New non-extractable signing key pair on the token under `label`. @returns its SubjectPublicKeyInfo (DER) */
  generateKeyPair(algorithm: KeyAlgorithm, label: string): Promise<Uint8Array>;
  /** SubjectPublicKeyInfo (DER) of the key pair under `label`, or null. */
  findKeyPair(label: string): Promise<Uint8Array | null>;
  /** Signature over `data`: RSASSA-PKCS1-v1_5 or ECDSA with SHA-256, SM2 with SM3; the last two as r‖s (WebCrypto's form). */
  sign(publicKey: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
  /** Stores the certificate beside the private key of `publicKey`; does nothing when the very same one is there. */
  writeCertificate(publicKey: Uint8Array, certificate: CertificateToWrite): Promise<void>;
  /**
   * Takes in a key pair for encryption that the CA made, beside the signing key that opens its envelope. Does nothing
   * when it is there; never writes over another one.
   * @returns its SubjectPublicKeyInfo (DER). @throws AppError TOKEN_UNSUPPORTED where the token has no way to do that
   */
  importKeyPair(signingKey: Uint8Array, envelope: EnvelopedKey): Promise<Uint8Array>;
  /** Has the token decrypt something encrypted to this key. @throws AppError KEY_MISSING, TOKEN_FAILED, TOKEN_UNSUPPORTED */
  proveDecryption(publicKey: Uint8Array): Promise<void>;
  /**
   * Reads back every attribute by which others pair the certificate with its key.
   * @returns the name of the first that is wrong (`CKA_VALUE` when the certificate is not there), or null
   */
  checkCertificate(publicKey: Uint8Array, certificate: CertificateToWrite): Promise<string | null>;
  /** DER of every X.509 certificate on the token. */
  readCertificates(): Promise<Uint8Array[]>;
  /**
   * Destroys the key objects under `label`, and makes sure that they are gone. What a certificate belongs to stays, and so
   * does what is not the key pair of `publicKey` (SubjectPublicKeyInfo, DER), where that is known; it refuses
   * (TOKEN_FAILED) when there is nothing else.
   * @returns how many
   */
  destroyKeyPair(label: string, publicKey: Uint8Array | null): Promise<number>;
  /**
   * Destroys a certificate, and its key pair where no other certificate has the same key. Keys go first, so that what
   * is left after a cut can still be named and removed. Does nothing when the certificate is not there.
   */
  destroyCertificate(certificateHash: string): Promise<void>;
  /** Everything on the token, private keys too. */
  readContents(): Promise<TokenContents>;
  /** Logs out and closes. Never throws: what it ends may be gone already. */
  close(): Promise<void>;
}

/** PINs are UTF-8; null where they are typed on the reader's own pad, and only there. */
export interface TokenDriver {
  /** Every initialised token now plugged in. */
  listTokens(): Promise<TokenSnapshot[]>;
  /**
   * Finds the token and logs in.
   * @throws AppError TOKEN_REMOVED, TOKEN_CHANGED, TOKEN_AMBIGUOUS, PIN_*
   */
  openSession(name: TokenName, pin: Uint8Array | null): Promise<TokenSession>;
  /** What the token shows without a PIN. @throws AppError TOKEN_* */
  inspectToken(name: TokenName): Promise<TokenContents>;
  /**
   * Changes the user PIN and proves it by logging in with the new one.
   * @throws AppError TOKEN_*, PIN_* (PIN_REFUSED: the new one)
   */
  changePin(name: TokenName, oldPin: Uint8Array | null, newPin: Uint8Array | null): Promise<void>;
  /**
   * Sets a new user PIN with the administrator's and proves it likewise.
   * @throws AppError TOKEN_*, PIN_*, ADMIN_PIN_*
   */
  unblockPin(name: TokenName, adminPin: Uint8Array | null, newPin: Uint8Array | null): Promise<void>;
  /** A look at the slots for whoever watches them: no session, no login. */
  glance(): Promise<TokenGlance[]>;
  /** Nobody waits any more: what hangs is given up soon. */
  hurry?(): void;
  /** Ends the driver. */
  close(): Promise<void>;
}

/** A driver as commands use it. Some libraries read a token once per process, and write back from memory what they read. */
export interface HostedDriver extends TokenDriver {
  /**
   * Forgets what the library has read: whatever is called next sees the tokens as they are then, whoever changed them.
   * Open sessions end. To be called under the token's lock before anything is written, and before it is read back.
   */
  refresh(): Promise<void>;
  /** Makes ready what the next calls of `refresh` need, so that they take no time. @param count how many are to come */
  prepareRefresh(count?: number): void;
}
