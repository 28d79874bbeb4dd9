// What we need of a CA, whatever its protocol. Every method rejects with an AppError only.
import type { NameAttribute } from '../../shared/certificate.ts';

export interface FoundOrder {
  readonly orderNumber: string;
  readonly unitName: string;
  /** Serial number (hex) of the certificate that the order renews; empty when the CA does not say. */
  readonly certificateSerialNumber: string;
}

/** An order found by its number. */
export interface ReadOrder extends FoundOrder {
  /** 芯片号 of the U盾 that it is for; empty when the CA does not say. */
  readonly chipNumber: string;
}

/** What the certificate of an order will say. */
export interface OrderSubject {
  /** In full, in the certificate's order. */
  readonly subject: readonly NameAttribute[];
  /** Text extensions, `type` being the OID; empty when the CA does not say. */
  readonly extensions: readonly NameAttribute[];
}

interface OrderSubmission {
  /** Our own request id (a UUID): sent again, the CA recognises it and does nothing twice. */
  readonly orderId: string;
  readonly orderNumber: string;
  readonly agentName: string;
  readonly agentPhone: string;
  /** Base64 DER. */
  readonly pkcs10: string;
  /** Base64 DER. */
  readonly proof: string;
}

/** `nonce-stale`: nothing was taken; the request has to be made again over a new nonce. */
export type SubmitAnswer = 'accepted' | 'nonce-stale';

/** `unknown`: the CA has no request of this id, so it was never submitted. */
export type OrderStatus =
  | { readonly state: 'processing' | 'issued' | 'unknown' }
  | { readonly state: 'refused'; readonly reason: string };

/** What an issued order brings, ready for `install-certificate`. */
export interface Delivery {
  /** Base64 DER PKCS#7 with the new certificate, of a pair both, and the chain. */
  readonly certificates: string;
  /** Of a pair: base64 of the enveloped private key for encryption, which only the U盾 opens. */
  readonly encryptionKey?: string;
  /** The symmetric key of `encryptionKey`, and the second certificate, where they come by themselves. */
  readonly encryptionKeyWrap?: string;
  readonly encryptionCertificates?: string;
}

export interface CaClient {
  /** The open order for this 芯片号; CA_NO_ORDER when there is none. */
  findOrder(chipNumber: string, signal?: AbortSignal): Promise<FoundOrder>;
  /** The open order of this number; CA_ORDER_CLOSED when there is none. */
  readOrder(orderNumber: string, signal?: AbortSignal): Promise<ReadOrder>;
  /** What the order's certificate will say; CA_ORDER_CLOSED when there is no such open order. */
  readOrderSubject(orderNumber: string, signal?: AbortSignal): Promise<OrderSubject>;
  /** A single-use nonce for the order. */
  requestNonce(orderNumber: string, signal?: AbortSignal): Promise<string>;
  /** CA_REFUSED (details.reason) when the CA does not want it. */
  submit(submission: OrderSubmission, signal?: AbortSignal): Promise<SubmitAnswer>;
  askStatus(orderId: string, signal?: AbortSignal): Promise<OrderStatus>;
  download(orderId: string, signal?: AbortSignal): Promise<Delivery>;
  /** Tells that the certificate is on the U盾, where the CA wants to know. May be repeated. */
  confirmInstallation(orderId: string, certificateSerialNumber: string, signal?: AbortSignal): Promise<void>;
}
