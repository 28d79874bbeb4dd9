// What the clerk decided on before a renewal starts.
import type { KeyAlgorithm } from '../../shared/certificate.ts';
import type { Operation } from '../../shared/protocol/messages.ts';

export interface RenewalJob extends SiteTrust {
  /** A UUID made by the window; names the order on host and CA. */
  readonly orderId: string;
  readonly operation: Operation;
  readonly tokenId: string;
  readonly chipNumber: string;
  /** The certificate that is to be renewed. */
  readonly certificateHash: string;
  /** Left out when it is typed on the reader. */
  readonly pin: string | undefined;
  /** The order's number where the clerk came from an order; left out, the order is found by 芯片号. */
  readonly orderNumber?: string | undefined;
  readonly agentName: string;
  readonly agentPhone: string;
}

/** What the site profile says of the CA: whom to believe, and for whom the proof is. */
export interface SiteTrust {
  /** Base64 DER. */
  readonly pinnedCaCertificates: readonly string[];
  /** Origin of the order service. */
  readonly site: string;
  /** OIDs of extensions that a new certificate may have though the old one has not. */
  readonly allowedExtensions: readonly string[];
  /** Where the CA wants another kind of key than the old certificate has. */
  readonly newKeyAlgorithm?: KeyAlgorithm | undefined;
}

/** The PIN as a message carries it: the key is left out when there is none. */
export function pinParam({ pin }: Pick<RenewalJob, 'pin'>): { pin?: string } {
  return pin === undefined ? {} : { pin };
}
