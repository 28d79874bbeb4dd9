// The U盾 of a demo, by whichever interface: how the host sees it, and how it is judged in the end.
import type { MadeToken } from '../portal/token/make-token.ts';

/** A certificate on the token, read from outside. */
interface FoundCertificate {
  readonly pem: string;
  /** Of a pair, the second one. */
  readonly encryptionPem?: string;
  /** Throws with a program's words when chain or keys do not hold. */
  assertUsable(): void;
}

export interface DemoToken {
  readonly made: MadeToken;
  readonly hostEnvironment: Readonly<Record<string, string>>;
  /** Configuration of the host; undefined leaves it the known drivers. */
  readonly hostConfig?: unknown;
  /** PEM file with the CAs above the token's certificates. */
  readonly chainPem: string;
  /** What result.json says of the token besides what all have. */
  readonly facts: Readonly<Record<string, string>>;
  /** @param certificateHash hex SHA-256 of the DER; undefined when no such certificate stands there */
  find(certificateHash: string): FoundCertificate | undefined;
}

export interface DemoTokenOptions {
  readonly dir: string;
  readonly pin: string;
  readonly isOrderOpen: boolean;
}
