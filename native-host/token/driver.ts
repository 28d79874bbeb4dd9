// The interface through which commands use tokens. PKCS#11 is one way to fill it; SKF (GM/T 0016) may become another.
import type { PinState } from '../../shared/protocol/messages.ts';

export type KeyAlgorithm = 'RSA-2048' | 'P-256';

/** Which token is meant. Slot numbers change and serials repeat, so the certificate decides (FIELD §2). */
export interface TokenIdentity {
  readonly serialNumber: string;
  readonly label: string;
  /** Lower-case hex SHA-256 of a certificate that must be on the token. */
  readonly certificateHash: string;
}

export interface StoredCertificate {
  readonly der: Uint8Array;
  /** CKA_LABEL, may be empty. */
  readonly label: string;
  /** True when a fitting private or public key is seen, or when the token hides all its keys until login. */
  readonly hasPrivateKey: boolean;
}

/** What is seen of a token without a PIN. */
export interface TokenSnapshot {
  readonly serialNumber: string;
  readonly label: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly pin: {
    readonly state: PinState;
    /** Bytes; 0 where the driver gives no sensible limit. */
    readonly minLength: number;
    readonly maxLength: number;
    readonly isTypedOnReader: boolean;
  };
  readonly isWriteProtected: boolean;
  readonly certificates: readonly StoredCertificate[];
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
  /** DER of the certificate by which the token was recognised. */
  readonly certificate: Uint8Array;
  /** New non-extractable signing key pair on the token under `label`. @returns its SubjectPublicKeyInfo (DER) */
  generateKeyPair(algorithm: KeyAlgorithm, label: string): Promise<Uint8Array>;
  /** SubjectPublicKeyInfo (DER) of the key pair under `label`, or null. */
  findKeyPair(label: string): Promise<Uint8Array | null>;
  /** SHA-256 signature over `data`: RSASSA-PKCS1-v1_5, or ECDSA as r‖s (WebCrypto's form). */
  sign(publicKey: Uint8Array, data: Uint8Array): Promise<Uint8Array>;
  /** Stores the certificate beside the private key of `publicKey`; does nothing when the very same one is there. */
  writeCertificate(publicKey: Uint8Array, certificate: CertificateToWrite): Promise<void>;
  /** DER of every X.509 certificate on the token. */
  readCertificates(): Promise<Uint8Array[]>;
  /** Destroys the key objects under `label`; refuses (TOKEN_FAILED) when a certificate belongs to them. @returns how many */
  destroyKeyPair(label: string): Promise<number>;
  /** Logs out and closes. Never throws: what it ends may be gone already. */
  close(): Promise<void>;
}

export interface TokenDriver {
  /** Every initialised token now plugged in. */
  listTokens(): Promise<TokenSnapshot[]>;
  /**
   * Finds the token and logs in. `pin` is null when it is typed on the reader.
   * @throws AppError TOKEN_REMOVED, TOKEN_CHANGED, TOKEN_AMBIGUOUS, PIN_*
   */
  openSession(identity: TokenIdentity, pin: string | null): Promise<TokenSession>;
  /** Ends the driver. */
  close(): Promise<void>;
}
