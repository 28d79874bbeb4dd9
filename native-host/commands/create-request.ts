// create-request: a new key on the token, a PKCS#10 by it, and a CMS proof by the old certificate.
import { createHash, randomBytes } from 'node:crypto';
import type { CertificateDescription } from '../../shared/certificate.ts';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { CommandParams, CommandResult } from '../../shared/protocol/messages.ts';
import {
  beginRecord,
  type DraftEvent,
  describeOrder,
  isUnfinished,
  type OrderRecord,
} from '../journal/order-record.ts';
import { loadSm2For } from '../sm2/sm2-on-demand.ts';
import type { KeyAlgorithm, TokenIdentity, TokenSession } from '../token/driver.ts';
import { buildRequest } from '../x509/build-request.ts';
import { findSubjectDifference } from '../x509/compare-names.ts';
import { describeCertificate } from '../x509/describe-certificate.ts';
import { encodeName } from '../x509/encode-name.ts';
import { ParsedCertificate } from '../x509/parsed-certificate.ts';
import { signWithOldCertificate } from '../x509/sign-with-old-certificate.ts';
import { createTokenSigner, type TokenSigner } from '../x509/token-signer.ts';
import { normaliseKey } from '../x509/verify-signature.ts';
import type { Command, CommandContext } from './command.ts';
import { listKnownAuthorities } from './list-known-authorities.ts';
import { type FoundToken, findToken, openFreshSession } from './open-token-session.ts';
import { OrderSteps } from './order-steps.ts';
import { provideKey } from './provide-key.ts';
import { refuseReplaced } from './refuse-replaced.ts';
import { removeKeys } from './remove-keys.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

const challengeBytes = 32;

/**
 * Safe to repeat with the same order id: the key is made once, the request is signed anew with the nonce given.
 * @throws AppError REQUEST_MALFORMED, OPERATION_*, ORDER_STATE_CONFLICT, STORAGE_FAILED, TOKEN_*, KEY_MISSING, PIN_*, DRIVER_*
 */
export const createRequest: Command<'create-request'> = async (params, context) => {
  context.reportProgress('open-token');
  const token = await findToken(context, params.tokenId, params.certificateHash);
  const identity = token.name;
  const { session, isTakenNow } = await openLockedSession(token, params.pin, context);
  let order: OpenOrder | null = null;
  try {
    const oldCertificate = new ParsedCertificate(session.certificate);
    // What can fail is tried before anything is begun: a key that was made for nothing stays on the token.
    if (params.confirmedSubject) encodeName(params.confirmedSubject);
    const oldSigner = createTokenSigner(normaliseKey(oldCertificate.publicKey), (key, data) => session.sign(key, data));
    order = await openOrder(params, context, identity, oldCertificate, session);
    return await signRequest(params, context, session, order, oldCertificate, oldSigner);
  } catch (error) {
    // Refused before there was an order: the lock has nothing to stay with.
    if (!order && isTakenNow) context.locks.release(identity);
    if (order && isAppError(error) && error.code === 'TOKEN_UNSUPPORTED')
      await giveUpOrder(context, session, order.steps);
    throw error;
  } finally {
    // Not awaited: the driver takes its calls in order, so the next one finds the token logged out.
    void session.close();
  }
};

interface OpenOrder {
  readonly steps: OrderSteps;
  readonly isNew: boolean;
  /** Others of the same certificate that came to nothing. */
  readonly drafts: readonly OrderRecord[];
}

/** The order's key, and the two signatures. */
async function signRequest(
  params: CommandParams<'create-request'>,
  context: CommandContext,
  session: TokenSession,
  { steps, isNew, drafts }: OpenOrder,
  oldCertificate: ParsedCertificate,
  oldSigner: TokenSigner,
): Promise<CommandResult<'create-request'>> {
  const { record } = steps;
  if (record.publicKey === undefined) await oldSigner.sign(randomBytes(challengeBytes));
  const publicKey = await provideKey(session, steps, isNew, drafts, context);
  stopIfCancelled(context.signal);
  context.reportProgress('sign-request');
  const sign = (key: Uint8Array, data: Uint8Array) => session.sign(key, data);
  // A renewal keeps the old name byte for byte; what a change was confirmed with is in the journal, also when it is resumed.
  const subject = record.draft.operation === 'change' ? encodeName(record.draft.subject) : oldCertificate.subject;
  const pkcs10 = await buildRequest(subject, createTokenSigner(publicKey, sign), params.nonce);
  const { site, nonce } = params;
  const { orderNumber, orderId, operation } = record.draft;
  const facts = { site, orderNumber, orderId, operation, nonce, pkcs10 };
  const proof = await signWithOldCertificate(facts, oldCertificate, oldSigner, context.now());
  const signed = { pkcs10: toBase64(pkcs10), proof: toBase64(proof) };
  await steps.append({ state: 'request-signed', ...signed });
  const publicKeyHash = createHash('sha256').update(publicKey).digest('hex');
  return { orderId: params.orderId, ...signed, publicKeyHash };
}

/** A token that can never do what the order needs must not be left with its key, nor the journal with an order that blocks the next. */
async function giveUpOrder({ locks }: CommandContext, session: TokenSession, steps: OrderSteps): Promise<void> {
  const { record } = steps;
  // Sent to the CA already, it is not ours alone any more.
  if (!['draft', 'key-generated'].includes(record.state)) return;
  await steps.check();
  const isKeyRemoved = (await removeKeys(session, record)) > 0;
  await steps.append({ state: 'abandoned', isKeyRemoved });
  locks.release(record.draft.token);
}

/** The lock stays with the order, and goes again when there is none because the PIN was wrong. `isTakenNow`: not held before. */
export async function openLockedSession(
  token: FoundToken,
  pin: string | undefined,
  { locks }: CommandContext,
): Promise<{ session: TokenSession; isTakenNow: boolean }> {
  const isTakenNow = await locks.acquire(token.name);
  try {
    // The certificate is written and read back next.
    return { session: await openFreshSession(token, pin, 2), isTakenNow };
  } catch (error) {
    if (isTakenNow) locks.release(token.name);
    throw error;
  }
}

/** The order's record, begun now if it is new. */
async function openOrder(
  params: CommandParams<'create-request'>,
  context: CommandContext,
  identity: TokenIdentity,
  oldCertificate: ParsedCertificate,
  session: TokenSession,
): Promise<OpenOrder> {
  const record = await context.journal.read(params.orderId);
  if (record) {
    const isSame =
      record.draft.token.certificateHash === identity.certificateHash &&
      record.draft.orderNumber === params.orderNumber &&
      record.draft.operation === params.operation &&
      (params.confirmedSubject === undefined ||
        findSubjectDifference(record.draft.subject, params.confirmedSubject) === null);
    const isOpen = ['draft', 'key-generated', 'request-signed', 'submitted'].includes(record.state);
    if (!isSame || !isOpen) throw new AppError('ORDER_STATE_CONFLICT', { state: record.state });
    return { steps: new OrderSteps(context, record), isNew: false, drafts: [] };
  }
  // A change without a confirmed subject, or a renewal with one, is nothing that the window asks for.
  if ((params.operation === 'change') !== (params.confirmedSubject !== undefined))
    throw new AppError('REQUEST_MALFORMED', { reason: 'confirmedSubject' });
  const records = await context.journal.list();
  refuseSecondOrder(records, identity);
  const onToken = await session.readCertificates();
  await loadSm2For(...onToken, ...records.map(({ bundle = '' }) => Buffer.from(bundle, 'base64')));
  refuseReplaced(records, identity, onToken);
  const description = describeCertificate(oldCertificate, true);
  const keyAlgorithm = chooseKeyAlgorithm(description, params.keyAlgorithm);
  // Before anything is begun: a key that the token cannot sign with would be in the way of the next order.
  await session.assertSupport(keyAlgorithm);
  const draft: DraftEvent = {
    at: context.now().toISOString(),
    state: 'draft',
    orderId: params.orderId,
    operation: params.operation,
    orderNumber: params.orderNumber,
    unitName: description.unitName,
    token: { ...identity },
    oldCertificate: toBase64(oldCertificate.der),
    keyAlgorithm,
    keyLabel: `shebao-${params.orderId}`,
    subject: params.confirmedSubject ?? oldCertificate.subjectAttributes,
    ...(params.confirmedExtensions ? { extensions: params.confirmedExtensions } : {}),
    pinnedCaCertificates: params.pinnedCaCertificates,
    knownCaCertificates: listKnownAuthorities(onToken, records).map(toBase64),
    ...(params.allowedExtensions ? { allowedExtensions: params.allowedExtensions } : {}),
  };
  context.locks.assertHeld(identity);
  await context.journal.append(params.orderId, draft);
  const isDraft = ({ state, draft: { token, control } }: OrderRecord) =>
    state === 'draft' && !control && token.certificateHash === identity.certificateHash;
  return { steps: new OrderSteps(context, beginRecord(draft)), isNew: true, drafts: records.filter(isDraft) };
}

/** An unfinished order with a key of its own has to be finished or given up first, else keys pile up on the token. */
function refuseSecondOrder(orders: readonly OrderRecord[], identity: TokenIdentity): void {
  const other = orders.find(
    (record) =>
      isUnfinished(record) &&
      // A page's request waits for that page's server, and stands in nobody's way.
      record.draft.control === undefined &&
      record.state !== 'draft' &&
      record.draft.token.certificateHash === identity.certificateHash,
  );
  if (other)
    throw new AppError('ORDER_STATE_CONFLICT', { state: describeOrder(other).state, orderId: other.draft.orderId });
}

const rsaAlgorithms = [
  { name: 'RSA-2048', bits: 2048 },
  { name: 'RSA-3072', bits: 3072 },
  { name: 'RSA-4096', bits: 4096 },
] as const;

/**
 * The new key is of the old one's kind, and never weaker: that is what the token and the portal are known to work with; or
 * of the kind that the CA wants.
 * @throws AppError TOKEN_UNSUPPORTED
 */
export function chooseKeyAlgorithm(
  { keyAlgorithm, keySizeBits }: CertificateDescription,
  wanted?: KeyAlgorithm,
): KeyAlgorithm {
  const wantedRsa = rsaAlgorithms.find(({ name }) => name === wanted);
  const isWeaker = wantedRsa && keyAlgorithm === 'RSA' && wantedRsa.bits < keySizeBits;
  if (wanted && !isWeaker) return wanted;
  const rsa = keyAlgorithm === 'RSA' ? rsaAlgorithms.find(({ bits }) => bits >= keySizeBits) : undefined;
  if (rsa) return rsa.name;
  if (keyAlgorithm === 'EC' && keySizeBits === 256) return 'P-256';
  if (keyAlgorithm === 'SM2') return 'SM2';
  throw new AppError('TOKEN_UNSUPPORTED', { reason: `${keyAlgorithm} ${keySizeBits}` });
}

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
