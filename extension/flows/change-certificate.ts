// A change of a certificate's data from start to end: a renewal's steps, with the clerk's word on the new subject before a key is made.
import type { OrderSubject } from '../ca/ca-client.ts';
import { collectCertificate, type Installation, waitForIssue } from './collect-certificate.ts';
import type { FlowTools } from './flow-tools.ts';
import type { RenewalJob } from './renewal-job.ts';
import { createRequest, submitRequest } from './send-request.ts';

export interface ChangeTools extends FlowTools {
  /** Shows the clerk what the new certificate will say; true when the clerk confirmed it. */
  readonly confirmSubject: (offered: OrderSubject) => Promise<boolean>;
}

/**
 * Changes the certificate and gives back the new one; undefined when the clerk refused at the comparison: then nothing was made.
 * The host writes no certificate whose subject is not the confirmed one. Rejects and resumes like renewCertificate.
 */
export async function changeCertificate(job: RenewalJob, tools: ChangeTools): Promise<Installation | undefined> {
  tools.onStep('find-order');
  // A page that does not name its order: the CA knows the one for this U盾, and the clerk compares what its certificate will say.
  const orderNumber = job.orderNumber ?? (await tools.ca.findOrder(job.chipNumber, tools.signal)).orderNumber;
  const confirmed = await tools.ca.readOrderSubject(orderNumber, tools.signal);
  if (!(await tools.confirmSubject(confirmed))) return undefined;
  const confirmedJob = { ...job, confirmed };
  const request = await createRequest(confirmedJob, orderNumber, tools);
  await submitRequest(confirmedJob, orderNumber, request, tools);
  await waitForIssue(job, orderNumber, tools);
  return collectCertificate(job, tools);
}
