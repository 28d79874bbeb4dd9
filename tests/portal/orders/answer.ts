// The order service's answers: HTTP 200 and a code in the JSON, as such services do.
import type { NameAttribute } from '../../../shared/certificate.ts';

/** Texts, and in `subject.do` lists of attributes. */
export type AnswerData = Readonly<Record<string, string | readonly NameAttribute[]>>;

export type Answer =
  | { readonly code: '0'; readonly msg: string; readonly data: AnswerData }
  | { readonly code: '1004' | '1006' | '2001' | '2002'; readonly msg: string };

export type Refusal = Exclude<Answer, { code: '0' }>;

export const noOrderForChip: Refusal = { code: '1004', msg: '不存在该芯片号订单' };
export const noOpenOrder: Refusal = { code: '1004', msg: '订单不存在或已办结' };
export const unknownRequest: Refusal = { code: '1006', msg: '不存在该申请编号' };
export const staleNonce: Refusal = { code: '2002', msg: '随机数无效或已过期，请重新获取' };

export function answer(data: AnswerData): Answer {
  return { code: '0', msg: '操作成功', data };
}

/** The CA says no; `msg` tells the clerk why. */
export function refuse(msg: string): Refusal {
  return { code: '2001', msg };
}
