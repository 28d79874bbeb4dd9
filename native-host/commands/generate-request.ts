// generate-request: a key and a PKCS#10 that a page's control was asked for, by the same journal and checks as a renewal of ours.
import { AppError } from '../../shared/errors/app-error.ts';
import type { CommandParams } from '../../shared/protocol/messages.ts';
import {
  beginRecord,
  type DraftEvent,
  describeOrder,
  isUnfinished,
  type OrderRecord,
} from '../journal/order-record.ts';
import { loadSm2For } from '../sm2/sm2-on-demand.ts';
import type { TokenIdentity, TokenSession } from '../token/driver.ts';
import { buildRequest } from '../x509/build-request.ts';
import { findSubjectDifference } from '../x509/compare-names.ts';
import { describeCertificate } from '../x509/describe-certificate.ts';
import { encodeName } from '../x509/encode-name.ts';
import { ParsedCertificate } from '../x509/parsed-certificate.ts';
import { createTokenSigner } from '../x509/token-signer.ts';
import type { Command, CommandContext } from './command.ts';
import { chooseKeyAlgorithm, openLockedSession } from './create-request.ts';
import { listKnownAuthorities } from './list-known-authorities.ts';
import { findToken } from './open-token-session.ts';
import { OrderSteps } from './order-steps.ts';
import { provideKey } from './provide-key.ts';
import { refuseReplaced } from './refuse-replaced.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

type Params = CommandParams<'generate-request'>;

/** Keys that pages may leave waiting for their certificates, for one certificate. */
const mostWaiting = 3;
/** A journalled order has a number; these have none from a CA. */
const noOrderNumber = '-';

/** @throws AppError ORDER_STATE_CONFLICT (too many wait; `orderId` the oldest), CERTIFICATE_REPLACED, OPERATION_*, STORAGE_FAILED, TOKEN_*, PIN_*, DRIVER_* */
export const generateRequest: Command<'generate-request'> = async (params, context) => {
  context.reportProgress('open-token');
  const token = await findToken(context, params.tokenId, params.certificateHash);
  const identity = token.name;
  const { session } = await openLockedSession(token, params.pin, context);
  try {
    const oldCertificate = new ParsedCertificate(session.certificate);
    const found = await findSameQuestion(params, context, oldCertificate);
    if (found?.pkcs10 !== undefined) {
      // Killed before that line, or the line is lost: from here on the page has the request.
      if (found.state === 'request-signed') await new OrderSteps(context, found).append({ state: 'submitted' });
      return { orderId: found.draft.orderId, pkcs10: found.pkcs10, isRepeated: true };
    }
    const record = found ?? (await openOrder(params, context, identity, oldCertificate, session));
    const { orderId } = record.draft;
    const steps = new OrderSteps(context, record);
    const publicKey = await provideKey(session, steps, !found, [], context);
    stopIfCancelled(context.signal);
    context.reportProgress('sign-request');
    const subject = params.requestSubject ? encodeName(params.requestSubject) : oldCertificate.subject;
    const signer = createTokenSigner(publicKey, (key, data) => session.sign(key, data));
    const pkcs10 = Buffer.from(await buildRequest(subject, signer)).toString('base64');
    await steps.append({ state: 'request-signed', pkcs10, proof: '' });
    // The page has it from now on: it may be sent.
    await steps.append({ state: 'submitted' });
    return { orderId, pkcs10, isRepeated: false };
  } finally {
    void session.close();
    await context.locks.release(identity);
  }
};

const isSameName = (one: DraftEvent['subject'] | undefined, other: DraftEvent['subject'] | undefined) =>
  one === undefined || other === undefined ? one === other : findSubjectDifference(one, other) === null;

/** The unfinished order of the same site, certificate and subjects: a page that was loaded anew goes on with its key. */
async function findSameQuestion(
  params: Params,
  context: CommandContext,
  oldCertificate: ParsedCertificate,
): Promise<OrderRecord | undefined> {
  const expected = params.confirmedSubject ?? oldCertificate.subjectAttributes;
  const orders = await listWaiting(context, params.certificateHash);
  const same = orders.find(
    ({ draft, state }) =>
      draft.control?.site === params.site &&
      isSameName(draft.control.requestSubject, params.requestSubject) &&
      isSameName(draft.subject, expected) &&
      // Also one whose certificate is here already: the page asks for it, and may be handed it again.
      ['draft', 'key-generated', 'request-signed', 'submitted', 'issued', 'written'].includes(state),
  );
  // One that never got its key takes no room on the token, and nobody could see it there to give it up.
  const withKeys = orders.filter(({ state }) => state !== 'draft');
  const [oldest] = withKeys;
  if (same === undefined && oldest && withKeys.length >= mostWaiting)
    throw new AppError('ORDER_STATE_CONFLICT', {
      state: describeOrder(oldest).state,
      orderId: oldest.draft.orderId,
    });
  return same;
}

/** Unfinished orders that pages began for this certificate, oldest first. */
async function listWaiting({ journal }: CommandContext, certificateHash: string): Promise<OrderRecord[]> {
  const orders = (await journal.list()).filter(
    (record) => record.draft.control && isUnfinished(record) && record.draft.token.certificateHash === certificateHash,
  );
  return orders.toSorted((one, other) => one.draft.at.localeCompare(other.draft.at));
}

async function openOrder(
  params: Params,
  context: CommandContext,
  identity: TokenIdentity,
  oldCertificate: ParsedCertificate,
  session: TokenSession,
): Promise<OrderRecord> {
  const description = describeCertificate(oldCertificate, true);
  const { orderId, site, requestSubject } = params;
  const orders = await context.journal.list();
  const onToken = await session.readCertificates();
  await loadSm2For(...onToken, ...orders.map(({ bundle = '' }) => Buffer.from(bundle, 'base64')));
  refuseReplaced(orders, identity, onToken);
  const known = listKnownAuthorities(onToken, orders);
  // Whatever strength the page asked for.
  const keyAlgorithm = chooseKeyAlgorithm(description);
  // Before anything is begun: a key that the token cannot sign with would stay on it.
  await session.assertSupport(keyAlgorithm);
  const draft: DraftEvent = {
    at: context.now().toISOString(),
    state: 'draft',
    orderId,
    operation: params.confirmedSubject ? 'change' : 'renew',
    orderNumber: noOrderNumber,
    unitName: description.unitName,
    token: { ...identity },
    oldCertificate: Buffer.from(oldCertificate.der).toString('base64'),
    keyAlgorithm,
    keyLabel: `shebao-${orderId}`,
    subject: params.confirmedSubject ?? oldCertificate.subjectAttributes,
    pinnedCaCertificates: params.pinnedCaCertificates,
    knownCaCertificates: known.map((der) => Buffer.from(der).toString('base64')),
    control: { site, ...(requestSubject ? { requestSubject } : {}) },
  };
  await context.journal.append(orderId, draft);
  return beginRecord(draft);
}
