// A renewal from start to end: the one place that knows the order of its steps.
import { collectCertificate, type Installation, waitForIssue } from './collect-certificate.ts';
import type { FlowTools } from './flow-tools.ts';
import type { RenewalJob } from './renewal-job.ts';
import { createRequest, submitRequest } from './send-request.ts';

/**
 * Renews the certificate and gives back the new one, written and proved by the host.
 * Rejects with an AppError; from create-request on, the order stands in the host's journal and resumeOrder goes on with it.
 */
export async function renewCertificate(job: RenewalJob, tools: FlowTools): Promise<Installation> {
  tools.onStep('find-order');
  const { orderNumber } =
    job.orderNumber === undefined
      ? await tools.ca.findOrder(job.chipNumber, tools.signal)
      : await tools.ca.readOrder(job.orderNumber, tools.signal);
  const request = await createRequest(job, orderNumber, tools);
  await submitRequest(job, orderNumber, request, tools);
  await waitForIssue(job, orderNumber, tools);
  return collectCertificate(job, tools);
}
