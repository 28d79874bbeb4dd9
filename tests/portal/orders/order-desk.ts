// What the parts of the order service share.
import type { CertificateAuthority } from '../ca/open-authority.ts';
import type { AuthorityAlgorithm } from '../ca/openssl-config.ts';
import type { FaultBoard } from '../faults/fault-board.ts';
import type { Queue } from '../state/create-queue.ts';
import type { PortalRecords } from './records.ts';

export interface OrderDesk {
  readonly authority: CertificateAuthority;
  /** The same CA's authority for SM2 keys; made when first asked for. */
  readonly openSm2Authority: () => Promise<CertificateAuthority>;
  /** Keys of either kind are certified by the other kind's authority. */
  readonly hasMixedChains: boolean;
  /** Another CA with the same names, for the fault `wrongCa`; made when first asked for. */
  readonly openImpostor: (algorithm: AuthorityAlgorithm) => Promise<CertificateAuthority>;
  readonly records: PortalRecords;
  readonly faults: FaultBoard;
  /** Everything that changes records runs in it, so that no two calls decide on the same record. */
  readonly inTurn: Queue;
  /** How long a submitted request stays in processing. */
  readonly issueDelayMs: number;
  readonly nonceLifetimeMs: number;
  /** Told, within the queue, each time a client says that the order's certificate is on the U盾. */
  readonly onInstalled: (orderNo: string) => Promise<void>;
}
