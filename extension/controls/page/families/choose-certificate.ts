// The clerk's choice where a control would have shown a chooser of its own.
import type { ControlRefusal, VisibleCertificate } from '../../control-call.ts';
import type { FamilyTools } from './family-tools.ts';

/** The only one of a list, else the one that the clerk takes in our window; `why` where the clerk took none. */
export function chooseCertificate(
  tools: FamilyTools,
  list: readonly VisibleCertificate[],
): { readonly chosen?: VisibleCertificate; readonly why?: ControlRefusal } {
  const [first] = list;
  if (!first) return {};
  if (list.length === 1) return { chosen: first };
  const answer = tools.ask({ kind: 'choose', certificates: list.map(({ description }) => description.hash) });
  if (!answer.ok) return { why: answer.why };
  const chosen = list.find(({ description }) => description.hash === answer.value);
  return chosen ? { chosen } : {};
}
