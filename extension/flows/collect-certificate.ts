// From an accepted order to the certificate on the U盾, shared by a new renewal and a resumed one.
import { AppError, toAppError } from '../../shared/errors/app-error.ts';
import type { CommandResult } from '../../shared/protocol/messages.ts';
import type { OrderStatus } from '../ca/ca-client.ts';
import type { FlowTools } from './flow-tools.ts';
import { pinParam, type RenewalJob } from './renewal-job.ts';

const firstPauseMs = 1_000;
const longestPauseMs = 10_000;
/** Longer than this nobody waits in front of a window: it may be closed and opened again later. */
const waitLimitMs = 5 * 60_000;
/** A status question that got no answer is simply asked again; so many in a row are an outage. */
const unreachableLimit = 3;

/** Right after it was accepted, a service of several machines may not know everywhere of a request; so often in a row, it was forgotten. */
const unknownLimit = 3;

/** The CA's answer to "what became of it", as an error where it is one. */
export function assertNotRefused(status: OrderStatus): void {
  if (status.state === 'refused') throw new AppError('CA_REFUSED', { reason: status.reason });
}

/** The CA took a request in and says now that it has none: no fault of ours, and not one that waiting mends. */
export function makeForgotten(orderNumber: string): AppError {
  return new AppError('CA_ORDER_FORGOTTEN', { orderNumber });
}

/** Asks, with growing pauses, until the CA has issued. CA_STILL_ISSUING after five minutes, CA_ORDER_FORGOTTEN. */
export async function waitForIssue(
  job: Pick<RenewalJob, 'orderId'>,
  orderNumber: string,
  tools: FlowTools,
): Promise<void> {
  tools.onStep('wait-for-issue');
  const end = tools.now() + waitLimitMs;
  let unreachableCount = 0;
  let unknownCount = 0;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    try {
      const status = await tools.ca.askStatus(job.orderId, tools.signal);
      unreachableCount = 0;
      assertNotRefused(status);
      if (status.state === 'issued') return;
      unknownCount = status.state === 'unknown' ? unknownCount + 1 : 0;
      if (unknownCount >= unknownLimit) throw makeForgotten(orderNumber);
    } catch (error) {
      const { code } = toAppError(error);
      unreachableCount += 1;
      if (code !== 'CA_UNREACHABLE' || unreachableCount >= unreachableLimit) throw error;
    }
    if (tools.now() + pauseMs > end) throw new AppError('CA_STILL_ISSUING');
    await tools.sleep(pauseMs, tools.signal);
  }
}

export interface Installation extends CommandResult<'install-certificate'> {
  /** False when the CA could not be told that the certificate is on the U盾: its list of orders may say otherwise for a while. */
  readonly isConfirmed: boolean;
}

/** The certificate is on the U盾 whatever comes of this: a failure is told, not thrown. */
async function tryConfirm(orderId: string, serialNumber: string, tools: FlowTools): Promise<boolean> {
  try {
    await tools.ca.confirmInstallation(orderId, serialNumber, tools.signal);
  } catch {
    return false;
  }
  // Not to be had from a host of former days, nor while another window has the token: the page U盾管理 makes it up.
  await tools.host('confirm-order', { orderId }).catch(() => undefined);
  return true;
}

/**
 * Fetches the issued certificate and has the host check it, write it and read it back; then tells the CA, unless
 * a second certificate of the order could not be written: for that the order has to stay downloadable.
 */
export async function collectCertificate(
  job: Pick<RenewalJob, 'orderId' | 'tokenId' | 'pin'>,
  tools: FlowTools,
): Promise<Installation> {
  tools.onStep('install');
  const delivery = await tools.ca.download(job.orderId, tools.signal);
  const installed = await tools.host(
    'install-certificate',
    { orderId: job.orderId, tokenId: job.tokenId, ...pinParam(job), ...delivery },
    { signal: tools.signal, onProgress: tools.onProgress },
  );
  const isWhole = installed.otherCertificates === undefined;
  const { serialNumber } = installed.certificate;
  return { ...installed, isConfirmed: isWhole && (await tryConfirm(job.orderId, serialNumber, tools)) };
}
