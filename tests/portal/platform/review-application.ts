// The reviewer's desk: what happens to a submitted order, by people whom a test plays.

import * as z from 'zod/mini';
import type { Unit } from '../ca/unit.ts';
import { moveApplication, putApplication } from './applications.ts';
import type { PlatformDesk } from './platform-desk.ts';
import type { Application } from './platform-records.ts';
import { businessWords } from './words/business-kinds.ts';
import { materialCodes } from './words/materials.ts';

export const decisionSchema = z.discriminatedUnion('decision', [
  /** 审核通过. For an update or change an order of the same number opens at the order service. */
  z.strictObject({
    decision: z.literal('approve'),
    /** Whether the order carries a signing and an encryption certificate (default: signing only). */
    hasEncryption: z.optional(z.boolean()),
  }),
  /** 审核不通过, with a reason for at least one material. */
  z.strictObject({ decision: z.literal('reject'), reasons: z.partialRecord(z.enum(materialCodes), z.string()) }),
  /** 制作中: new and reissue only, once approved. */
  z.strictObject({ decision: z.literal('make') }),
  /** 已邮寄: once made. */
  z.strictObject({
    decision: z.literal('post'),
    trackingNumber: z.string().check(z.minLength(1)),
    carrier: z.optional(z.string()),
  }),
]);

export type Decision = z.infer<typeof decisionSchema>;

/** The unit as the order's form says it, for a change; an update goes on with what is on record. */
function readUnit({ kind, form }: Application, recorded: Unit): Unit {
  if (kind !== 'change') return recorded;
  const address = form.unitAddress || recorded.address;
  return {
    unitName: form.certificateUnitName ?? '',
    creditCode: form.creditCode ?? '',
    socialInsuranceNumber: form.socialInsuranceNumber ?? '',
    ...(address === undefined ? {} : { address }),
  };
}

async function openTokenOrder(desk: PlatformDesk, application: Application, hasEncryption: boolean): Promise<void> {
  const { orders, registrations } = desk.orders.records;
  const chipNumber = application.chipNumber ?? '';
  const registration = registrations.get(chipNumber);
  if (!registration) throw new Error(`no unit is registered for chip ${chipNumber}`);
  await orders.put(application.orderNo, {
    orderNo: application.orderNo,
    chipNumber,
    unit: readUnit(application, registration.unit),
    oldCertificatePem: registration.certificatePem,
    openedAt: new Date().toISOString(),
    isOpen: true,
    kind: application.kind === 'change' ? 'change' : 'renew',
    nonces: [],
    ...(hasEncryption ? { hasEncryption } : {}),
  });
}

async function decide(desk: PlatformDesk, application: Application, decision: Decision): Promise<Application> {
  const { isForToken } = businessWords[application.kind];
  const expect = (state: Application['state'], isAllowed = true) => {
    if (application.state !== state || !isAllowed)
      throw new Error(`${application.orderNo} is ${application.state}: it cannot be decided with ${decision.decision}`);
  };
  switch (decision.decision) {
    case 'approve':
      expect('submitted');
      if (isForToken) await openTokenOrder(desk, application, decision.hasEncryption ?? false);
      return moveApplication(application, 'approved');
    case 'reject':
      expect('submitted', Object.keys(decision.reasons).length > 0);
      return { ...moveApplication(application, 'rejected'), reasons: decision.reasons };
    case 'make':
      expect('approved', !isForToken);
      return moveApplication(application, 'making');
    case 'post': {
      expect('making');
      const { trackingNumber, carrier = '邮政EMS' } = decision;
      return { ...moveApplication(application, 'posted'), trackingNumber, carrier };
    }
  }
}

/** Decides on an order. Throws when there is none, or when it is in no state for this decision. */
export function reviewApplication(desk: PlatformDesk, orderNo: string, decision: Decision): Promise<Application> {
  return desk.orders.inTurn(async () => {
    const application = desk.records.applications.get(orderNo);
    if (!application) throw new Error(`there is no order ${orderNo}`);
    const decided = await decide(desk, application, decision);
    await putApplication(desk, decided);
    return decided;
  });
}
