// From what the clerk chose and typed to the job that a flow is given.
import { normalizePhone } from '../../../shared/identity-checks.ts';
import { normalizePersonName } from '../../../shared/normalize-person-name.ts';
import type { RenewalJob, SiteTrust } from '../../flows/renewal-job.ts';
import { findChoice, type OperationState } from './operation-state.ts';

/** The form must have passed checkForm: without a chosen certificate this throws. */
export function makeJob(state: OperationState, orderId: string, trust: SiteTrust): RenewalJob {
  const { form, operation } = state;
  const choice = findChoice(state);
  if (!choice) throw new Error('no certificate is chosen');
  const { token, certificate } = choice;
  return {
    orderId,
    operation,
    tokenId: token.tokenId,
    chipNumber: token.chipNumber,
    certificateHash: certificate.hash,
    pin: token.pin.isTypedOnReader ? undefined : form.pin,
    orderNumber: state.orderNumber,
    agentName: normalizePersonName(form.agentName) ?? '',
    agentPhone: normalizePhone(form.agentPhone) ?? '',
    ...trust,
  };
}
