// Goes on with an order that was left unfinished, from whatever step the host's journal names.
import { AppError, toAppError } from '../../shared/errors/app-error.ts';
import type { CommandResult } from '../../shared/protocol/messages.ts';
import {
  assertNotRefused,
  collectCertificate,
  type Installation,
  makeForgotten,
  waitForIssue,
} from './collect-certificate.ts';
import type { FlowTools } from './flow-tools.ts';
import type { RenewalJob } from './renewal-job.ts';
import { createRequest, type SignedRequest, submitRequest } from './send-request.ts';

type Resumed = CommandResult<'resume-order'>;

function readSigned({ pkcs10, proof }: Resumed): SignedRequest | undefined {
  return pkcs10 === undefined || proof === undefined ? undefined : { pkcs10, proof };
}

/**
 * The journal says that the CA had accepted it, and the CA does not know it: the very same bytes, and no new journal
 * entry. CA_ORDER_FORGOTTEN when they are of no use to it any more: their nonce is spent, or the order is gone as well.
 */
async function submitAgain(job: RenewalJob, resumed: Resumed, tools: FlowTools): Promise<void> {
  const request = readSigned(resumed);
  const { orderId, agentName, agentPhone } = job;
  const { orderNumber } = resumed.order;
  if (!request) throw makeForgotten(orderNumber);
  try {
    const answer = await tools.ca.submit({ orderId, orderNumber, agentName, agentPhone, ...request }, tools.signal);
    if (answer !== 'accepted') throw makeForgotten(orderNumber);
  } catch (error) {
    throw toAppError(error).code === 'CA_NO_ORDER' ? makeForgotten(orderNumber) : error;
  }
}

/**
 * Makes sure that the CA has the request, without ever submitting it twice: it is asked first what it knows
 * of the order's id, and only the very same bytes go out again.
 */
async function ensureSubmitted(job: RenewalJob, resumed: Resumed, tools: FlowTools): Promise<void> {
  tools.onStep('submit');
  const { state: journalled, orderNumber } = resumed.order;
  const status = await tools.ca.askStatus(job.orderId, tools.signal);
  assertNotRefused(status);
  if (status.state !== 'unknown') {
    if (journalled === 'accepted') return;
    await tools.host('update-order', { orderId: job.orderId, state: 'submitted' });
    await tools.host('update-order', { orderId: job.orderId, state: 'accepted' });
  } else if (journalled === 'accepted') {
    await submitAgain(job, resumed, tools);
  } else {
    const request = readSigned(resumed) ?? (await createRequest(job, orderNumber, tools));
    await submitRequest(job, orderNumber, request, tools);
  }
}

/** Ends like renewCertificate. ORDER_STATE_CONFLICT when there is nothing left to do for the order. */
export async function resumeOrder(job: RenewalJob, tools: FlowTools): Promise<Installation> {
  const resumed = await tools.host('resume-order', { orderId: job.orderId });
  const { nextStep, orderNumber } = resumed.order;
  if (nextStep === 'none') throw new AppError('ORDER_STATE_CONFLICT', { state: resumed.order.state });
  if (nextStep === 'create-request') {
    const request = await createRequest(job, orderNumber, tools);
    await submitRequest(job, orderNumber, request, tools);
  }
  if (nextStep === 'submit' || nextStep === 'ask-status') await ensureSubmitted(job, resumed, tools);
  if (nextStep !== 'download' && nextStep !== 'install') await waitForIssue(job, orderNumber, tools);
  return collectCertificate(job, tools);
}
