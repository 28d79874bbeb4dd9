// A U盾 holder whose order comes from the platform, and submissions that name a subject; openssl makes them.
import { writeFileSync } from 'node:fs';
import type { NameAttribute } from '../../../shared/certificate.ts';
import { runOpenssl } from '../../portal/ca/run-openssl.ts';
import type { Portal } from '../../portal/start-portal.ts';
import {
  type Clerk,
  makeClerk,
  makeKey,
  makeProof,
  makeSubmission,
  type SubmitForm,
  takeNonce,
  unit,
} from './openssl-clerk.ts';
import { useScratch } from './use-scratch.ts';

const scratch = useScratch();

/** What a change asks for. */
export const changed = {
  unitName: '重庆山城软件集团/股份 有限公司',
  creditCode: '91500000MA5U4K2X4T',
  socialInsuranceNumber: '50011299999',
  address: '重庆市渝北区金开大道160号',
};
/** Its subject as the certificate says it. */
export const changedSubject = [
  { type: 'C', value: 'CN' },
  { type: 'ST', value: '重庆' },
  { type: 'STREET', value: changed.address },
  { type: 'O', value: changed.unitName },
  { type: 'OU', value: changed.socialInsuranceNumber },
  { type: 'CN', value: changed.unitName },
  { type: 'SERIALNUMBER', value: changed.socialInsuranceNumber },
];

/** A U盾 holder with an approved order of the platform instead of one of the quick channel. */
export async function makeHolder(
  portal: Portal,
  phone: string,
  kind: 'update' | 'change',
  daysLeft = 20,
  hasEncryption = false,
): Promise<Clerk> {
  const holder = await makeClerk(portal, daysLeft);
  const { chipNumber } = holder;
  const { orderNo } = await portal.placeOrder({ phone, kind, chipNumber, unit: kind === 'change' ? changed : unit });
  await portal.review(orderNo, { decision: 'approve', hasEncryption });
  return { ...holder, orderNo };
}

/** A submission whose PKCS#10 says this subject, made by openssl. */
export async function makeSubjectSubmission(
  portal: Portal,
  holder: Clerk,
  subject: readonly NameAttribute[],
  requestId?: string,
  operation: 'renew' | 'change' = 'change',
): Promise<SubmitForm> {
  const form = await makeSubmission(portal, holder, requestId === undefined ? {} : { requestId });
  const config = scratch(`${form.requestId}.cnf`);
  const names: Record<string, string> = { STREET: 'street', SERIALNUMBER: 'serialNumber' };
  const lines = subject.map(({ type, value }, index) => `${index}.${names[type] ?? type} = "${value}"`);
  const nonce = await takeNonce(portal, holder.orderNo);
  const head = '[req]\nprompt=no\nutf8=yes\nstring_mask=utf8only\ndistinguished_name=dn\nattributes=at\n';
  writeFileSync(config, `${head}[dn]\n${lines.join('\n')}\n[at]\nchallengePassword = ${nonce}\n`);
  const key = await makeKey();
  const pkcs10 = await runOpenssl(['req', '-new', '-config', config, '-key', key, '-sha256', '-outform', 'DER']);
  const proof = await makeProof(pkcs10, holder.oldKey, holder.oldCertificatePem, {
    orderNo: holder.orderNo,
    requestId: form.requestId,
    nonce,
    operation,
  });
  return { ...form, pkcs10: pkcs10.toString('base64'), proof: proof.toString('base64') };
}
