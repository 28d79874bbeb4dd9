// The window's half: the product's own flows, with a real host and the simulated CA in place of browser and line.
import { randomUUID } from 'node:crypto';
import { createPortalOrders } from '../../../extension/ca/portal-orders.ts';
import { type FlowTools, sleep } from '../../../extension/flows/flow-tools.ts';
import type { RenewalJob } from '../../../extension/flows/renewal-job.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import type { Operation } from '../../../shared/protocol/messages.ts';
import { platformOrigin } from '../../portal/sites/site-urls.ts';
import type { HostClient } from '../../support/host/host-client.ts';
import { fetchFromPortal } from '../../support/portal/fetch-from-portal.ts';
import type { FaultBench } from './fault-bench.ts';

/** Nobody waits for the clerk's sake here. */
const longestPauseMs = 30;

/** What a flow is given. */
export function openWindow(bench: FaultBench, host: HostClient): FlowTools {
  const fetch = fetchFromPortal(bench.portal.port, (endpoint) => {
    bench.exchanges.push(endpoint);
    bench.onExchange(bench.exchanges.length, endpoint);
  });
  return {
    host: (command, params) => host.call(command, params),
    ca: createPortalOrders(chongqingProfile.orderService, fetch),
    onStep: () => undefined,
    signal: new AbortController().signal,
    sleep: (milliseconds, signal) => sleep(Math.min(milliseconds, longestPauseMs), signal),
    now: () => performance.now(),
  };
}

export interface NamedToken {
  readonly tokenId: string;
  /** The certificate that the token was made with, or what is the oldest once that is gone. */
  readonly certificateHash: string;
  readonly newest: string;
}

/** What the clerk chooses in the window: the token by its certificates. */
export async function nameToken({ token }: FaultBench, host: HostClient): Promise<NamedToken> {
  const { tokens } = await host.call('list-tokens', {});
  // Beside a token with the same number stands the one that the unit's name tells.
  const found = tokens.find(({ certificates }) => certificates.some(({ unitName }) => unitName === token.unitName));
  const signing = found?.certificates.filter(({ usage }) => usage !== 'encryption') ?? [];
  const [oldest, ...later] = signing.toSorted((a, b) => a.notAfter.localeCompare(b.notAfter));
  if (!found || !oldest) throw new Error('the token is not listed');
  return { tokenId: found.tokenId, certificateHash: oldest.hash, newest: later.at(-1)?.hash ?? oldest.hash };
}

/** @param orderId of an order that is gone on with */
export async function makeJob(
  bench: FaultBench,
  host: HostClient,
  operation: Operation,
  orderId: string = randomUUID(),
): Promise<RenewalJob> {
  const { tokenId, certificateHash } = await nameToken(bench, host);
  return {
    orderId,
    operation,
    tokenId,
    certificateHash,
    chipNumber: bench.token.made.chipNumber,
    pin: bench.token.made.pin,
    agentName: '李华',
    agentPhone: '13800000000',
    pinnedCaCertificates: [],
    site: platformOrigin,
    allowedExtensions: [],
  };
}
