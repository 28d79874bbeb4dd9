// Takes in a request, once, however often it is sent.
import { verifyRequest } from '../ca/verify-request.ts';
import { type Answer, answer, refuse } from './answer.ts';
import { judgeSubmission, type Submission } from './judge-submission.ts';
import type { OrderDesk } from './order-desk.ts';
import type { PortalRequest } from './records.ts';

const answerState = (request: PortalRequest) => answer({ orderNo: request.orderNo, state: request.state });

function hasOtherRequest(desk: OrderDesk, submission: Submission): boolean {
  return desk.records.requests.list().some(({ orderNo, requestId, state }) => {
    return orderNo === submission.orderNo && requestId !== submission.requestId && state !== 'refused';
  });
}

/** A client that signed anew while the certificate was being issued has lost nothing. */
async function isSameKey(earlier: PortalRequest, submission: Submission): Promise<boolean> {
  const request = await verifyRequest(Buffer.from(submission.pkcs10, 'base64'));
  return request?.publicKeyHash === earlier.publicKeyHash;
}

/**
 * Answers with {orderNo, state}. The same submission again gets the same answer; the same request id and key, signed
 * anew under a fresh nonce, is accepted as long as the order is open.
 */
export function submitRequest(desk: OrderDesk, submission: Submission, site: string): Promise<Answer> {
  return desk.inTurn(async () => {
    const { requestId, orderNo } = submission;
    const earlier = desk.records.requests.get(requestId);
    if (earlier && earlier.orderNo !== orderNo) return refuse('该申请编号属于其他订单');
    if (earlier?.pkcs10 === submission.pkcs10 && earlier.proof === submission.proof) return answerState(earlier);
    if (earlier?.state === 'issued' && (await isSameKey(earlier, submission))) return answerState(earlier);
    const order = desk.records.orders.get(orderNo);
    if (!order?.isOpen) return refuse('订单不存在或已办结');
    if (hasOtherRequest(desk, submission)) return refuse('该订单已有正在处理的申请');
    const verdict = await judgeSubmission(desk, order, submission, site);
    if ('code' in verdict) return verdict;
    const request: PortalRequest = {
      ...submission,
      publicKeyHash: verdict.publicKeyHash,
      submittedAt: new Date().toISOString(),
      state: 'processing',
    };
    await desk.records.seenKeys.put(verdict.publicKeyHash, { firstUse: requestId });
    await desk.records.requests.put(requestId, request);
    return answerState(request);
  });
}
