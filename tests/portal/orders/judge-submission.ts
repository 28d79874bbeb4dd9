// Decides whether the CA accepts a request: openssl on the signatures, the records on everything else.
import { X509Certificate } from 'node:crypto';
import type { NameAttribute } from '../../../shared/certificate.ts';
import { listSubject } from '../ca/unit.ts';
import { verifyProof } from '../ca/verify-proof.ts';
import { verifyRequest } from '../ca/verify-request.ts';
import { type Refusal, refuse, staleNonce } from './answer.ts';
import { useNonce } from './open-nonce.ts';
import type { OrderDesk } from './order-desk.ts';
import type { PortalOrder } from './records.ts';

export interface Submission {
  readonly requestId: string;
  readonly orderNo: string;
  readonly agentName: string;
  readonly agentPhone: string;
  /** Base64 DER, both. */
  readonly pkcs10: string;
  readonly proof: string;
}

const dayMs = 24 * 60 * 60 * 1000;
/** From 3 months before expiry until 1 year after, as sister services of the same city do. */
const renewalWindow = { beforeMs: 92 * dayMs, afterMs: 366 * dayMs };

function isInRenewalWindow(certificatePem: string): boolean {
  const overdueMs = Date.now() - Date.parse(new X509Certificate(certificatePem).validTo);
  return overdueMs >= -renewalWindow.beforeMs && overdueMs <= renewalWindow.afterMs;
}

/** Whether two subjects say the same, in whatever order. */
function isSameSubject(one: readonly NameAttribute[], other: readonly NameAttribute[]): boolean {
  const write = (subject: readonly NameAttribute[]) => JSON.stringify(subject.map((a) => [a.type, a.value]).sort());
  return write(one) === write(other);
}

function isKeyTaken(desk: OrderDesk, publicKeyHash: string, requestId: string): boolean {
  const seen = desk.records.seenKeys.get(publicKeyHash);
  return seen !== undefined && seen.firstUse !== requestId;
}

/**
 * Judges a submission for an open order. A request that is well signed uses up its nonce, whatever comes after.
 * `site` is our origin as the client called it. Resolves with the hash of the new public key, or with the refusal.
 */
export async function judgeSubmission(
  desk: OrderDesk,
  order: PortalOrder,
  submission: Submission,
  site: string,
): Promise<{ publicKeyHash: string } | Refusal> {
  const { requestId, agentName, agentPhone } = submission;
  if (agentName.trim() === '' || !/^1\d{10}$/.test(agentPhone)) return refuse('经办人姓名或电话不正确');
  if (order.kind !== 'change' && !isInRenewalWindow(order.oldCertificatePem)) return refuse('证书不在可更新的期限内');
  const pkcs10 = Buffer.from(submission.pkcs10, 'base64');
  const request = await verifyRequest(pkcs10);
  if (!request) return refuse('证书请求无效，签名验证失败');
  if (!request.isKeySupported) return refuse('不支持该密钥算法');
  if (order.kind === 'change' && !isSameSubject(request.subject, listSubject(order.unit)))
    return refuse('证书请求的主题与订单信息不一致');
  const nonce = request.challengePassword;
  if (nonce === undefined || !(await useNonce(desk, order, nonce))) return staleNonce;
  if (isKeyTaken(desk, request.publicKeyHash, requestId)) return refuse('该密钥已被使用，请重新生成密钥');
  const earlier = desk.records.requests.get(requestId);
  if (earlier && earlier.publicKeyHash !== request.publicKeyHash) return refuse('该申请编号已用于其他密钥');
  const isProven = await verifyProof(desk.authority, {
    proof: Buffer.from(submission.proof, 'base64'),
    pkcs10,
    recordedCertificatePem: order.oldCertificatePem,
    site,
    orderNumber: order.orderNo,
    orderId: requestId,
    operation: order.kind ?? 'renew',
    nonce,
  });
  if (!isProven) return refuse('原证书签名验证失败');
  return { publicKeyHash: request.publicKeyHash };
}
