// Request and submission, shared by a new renewal and a resumed one.
import { AppError } from '../../shared/errors/app-error.ts';
import type { OrderSubject } from '../ca/ca-client.ts';
import type { FlowTools } from './flow-tools.ts';
import { pinParam, type RenewalJob } from './renewal-job.ts';

/** `confirmed` is for a change that begins; the host knows it from then on. */
type RequestJob = RenewalJob & { readonly confirmed?: OrderSubject };

export interface SignedRequest {
  readonly pkcs10: string;
  readonly proof: string;
}

/** Gets a nonce and has the U盾 make and sign a request over it. Repeated for one order, the host keeps the order's key. */
export async function createRequest(job: RequestJob, orderNumber: string, tools: FlowTools): Promise<SignedRequest> {
  tools.onStep('create-request');
  const nonce = await tools.ca.requestNonce(orderNumber, tools.signal);
  const { pkcs10, proof } = await tools.host(
    'create-request',
    {
      orderId: job.orderId,
      operation: job.operation,
      tokenId: job.tokenId,
      certificateHash: job.certificateHash,
      ...pinParam(job),
      orderNumber,
      nonce,
      pinnedCaCertificates: [...job.pinnedCaCertificates],
      site: job.site,
      allowedExtensions: [...job.allowedExtensions],
      ...(job.newKeyAlgorithm ? { keyAlgorithm: job.newKeyAlgorithm } : {}),
      ...(job.confirmed
        ? { confirmedSubject: [...job.confirmed.subject], confirmedExtensions: [...job.confirmed.extensions] }
        : {}),
    },
    { signal: tools.signal, onProgress: tools.onProgress },
  );
  return { pkcs10, proof };
}

/**
 * Submits the request under the order's id and journals it: `submitted` before it is sent, so that a crash in
 * between is seen as "perhaps sent". When the nonce ran out, the request is made again, once.
 */
export async function submitRequest(
  job: RequestJob,
  orderNumber: string,
  request: SignedRequest,
  tools: FlowTools,
): Promise<void> {
  const { orderId, agentName, agentPhone } = job;
  const submit = async ({ pkcs10, proof }: SignedRequest) => {
    tools.onStep('submit');
    await tools.host('update-order', { orderId, state: 'submitted' });
    return tools.ca.submit({ orderId, orderNumber, agentName, agentPhone, pkcs10, proof }, tools.signal);
  };
  let answer = await submit(request);
  if (answer === 'nonce-stale') answer = await submit(await createRequest(job, orderNumber, tools));
  if (answer === 'nonce-stale') throw new AppError('CA_ANSWER_NOT_UNDERSTOOD', { reason: 'nonce-stale' });
  await tools.host('update-order', { orderId, state: 'accepted' });
}
