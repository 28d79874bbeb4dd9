// install-certificate: checks what the CA delivered, writes it onto the token, reads it back and tries it.
import { randomBytes } from 'node:crypto';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import type { CommandParams, OrderState } from '../../shared/protocol/messages.ts';
import { hashCertificate } from '../hash-certificate.ts';
import type { OrderRecord } from '../journal/order-record.ts';
import { describeOrder } from '../journal/order-record.ts';
import { type EnvelopedKey, readEnvelopedPublicKey } from '../sm2/enveloped-key.ts';
import { loadSm2For } from '../sm2/sm2-on-demand.ts';
import type { TokenSession } from '../token/driver.ts';
import { checkIssued, type Issued } from '../x509/check-issued.ts';
import { checkPair } from '../x509/check-pair.ts';
import { describeCertificate } from '../x509/describe-certificate.ts';
import type { ParsedCertificate } from '../x509/parsed-certificate.ts';
import { type Delivery, readDelivery } from '../x509/read-delivery.ts';
import { createTokenSigner } from '../x509/token-signer.ts';
import type { Command, CommandContext } from './command.ts';
import { findToken, openFreshSession } from './open-token-session.ts';
import { OrderSteps } from './order-steps.ts';
import { readOrder } from './read-order.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';
import { tellDescription } from './tell-description.ts';

const challengeBytes = 32;
const awaitedStates: readonly OrderState[] = ['submitted', 'accepted', 'issued', 'written', 'verified'];

/**
 * Safe to repeat: what is on the token already is not written twice. The old certificate and key are not touched.
 * @throws AppError CERTIFICATE_*, ORDER_*, READ_BACK_FAILED, TOKEN_*, PIN_*, DRIVER_*, STORAGE_FAILED
 */
export const installCertificate: Command<'install-certificate'> = async (params, context) => {
  const { draft } = await readOrder(context, params.orderId);
  await context.locks.acquire(draft.token);
  // Read again under the lock: another window may have gone on until it let go.
  const steps = new OrderSteps(context, await readOrder(context, params.orderId));
  await recoverKey(steps, params, context);
  const accepted = await acceptCertificate(steps, params, context);
  const { record } = steps;
  const { certificate: issued, pair, trust } = accepted;
  stopIfCancelled(context.signal);

  context.reportProgress('write-certificate');
  const publicKey = Buffer.from(record.publicKey ?? '', 'base64');
  const { certificateHash } = record.draft.token;
  const token = await findToken(context, params.tokenId, certificateHash);
  // One to write and one to read back; a host that made the request has them.
  token.driver.prepareRefresh(2);
  const writing = await openFreshSession(token, params.pin);
  let isPairWritten = false;
  try {
    await steps.check();
    // The key first: a token that takes in no such key still gets its signing certificate.
    if (pair) isPairWritten = await tryImportKey(writing, publicKey, pair.envelope);
    await writing.writeCertificate(publicKey, describeToWrite(issued, record));
    if (pair && isPairWritten)
      await writing.writeCertificate(pair.certificate.publicKey, describeToWrite(pair.certificate, record));
  } finally {
    void writing.close();
  }
  if (record.state !== 'written' && record.state !== 'verified') await steps.append({ state: 'written' });

  // Anew, for the token's own answer and not what the driver remembers.
  context.reportProgress('read-back');
  const reading = await openFreshSession(token, params.pin);
  try {
    const stored = (await reading.readCertificates()).map((bytes) => Buffer.from(bytes));
    const old = Buffer.from(record.draft.oldCertificate, 'base64');
    const second = pair && isPairWritten ? [Buffer.from(pair.certificate.der)] : [];
    if (![old, Buffer.from(issued.der), ...second].every((wanted) => stored.some((found) => found.equals(wanted))))
      throw new AppError('READ_BACK_FAILED');
    const attribute = await reading.checkCertificate(publicKey, describeToWrite(issued, record));
    if (attribute !== null) throw new AppError('READ_BACK_FAILED', { attribute });
    context.reportProgress('sign-verify');
    const signer = createTokenSigner(publicKey, (key, data) => reading.sign(key, data));
    await signer.sign(randomBytes(challengeBytes));
    if (pair && isPairWritten) await tryDecryption(reading, pair.certificate.publicKey);
  } finally {
    void reading.close();
  }
  if (record.state !== 'verified') await steps.append({ state: 'verified' });
  context.locks.release(record.draft.token);
  const others = accepted.others.filter((other) => !isPairWritten || other !== pair?.certificate);
  const described = others.flatMap(describeOther);
  return {
    certificate: tellDescription(describeCertificate(issued, true), context.protocol),
    ...(pair && isPairWritten
      ? { encryptionCertificate: tellDescription(describeCertificate(pair.certificate, true), context.protocol) }
      : {}),
    order: describeOrder(steps.record),
    ...(described.length > 0 ? { otherCertificates: described } : {}),
    ...(trust.isLegacy && context.protocol >= 3 ? { isSignatureLegacy: true } : {}),
  };
};

function describeToWrite({ der, subject, issuer, serialNumber }: ParsedCertificate, { draft }: OrderRecord) {
  return { der, subject, issuer, serialNumber, label: draft.unitName };
}

/** False where the token has no way to take in a key. */
async function tryImportKey(session: TokenSession, signingKey: Uint8Array, envelope: EnvelopedKey): Promise<boolean> {
  try {
    await session.importKeyPair(signingKey, envelope);
    return true;
  } catch (error) {
    if (isAppError(error) && error.code === 'TOKEN_UNSUPPORTED') return false;
    throw error;
  }
}

/** The key answers for itself where the token has a way to ask it; that it belongs to its certificate was read back. */
async function tryDecryption(session: TokenSession, publicKey: Uint8Array): Promise<void> {
  try {
    await session.proveDecryption(publicKey);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'TOKEN_UNSUPPORTED') throw error;
  }
}

/** What is not written: standard PKCS#11 cannot take in a key that the CA made. The bundle stays in the journal. */
function describeOther(other: ParsedCertificate) {
  try {
    const { usage, unitName, serialNumber } = describeCertificate(other, false);
    return [{ usage, unitName, serialNumber }];
  } catch (error) {
    // The certificate that was asked for is on the token by now; an odd companion changes nothing.
    if (isAppError(error)) return [];
    throw error;
  }
}

interface Accepted extends Issued {
  /** The second certificate with its key, where both came. */
  readonly pair?: { readonly certificate: ParsedCertificate; readonly envelope: EnvelopedKey };
}

/** The line of the journal that names the key is lost, with its copy: the token and the order's labels tell it. */
async function recoverKey(
  steps: OrderSteps,
  { tokenId, pin }: CommandParams<'install-certificate'>,
  context: CommandContext,
): Promise<void> {
  const { publicKey, state, draft, keyLabels } = steps.record;
  if (publicKey !== undefined || !awaitedStates.includes(state)) return;
  const session = await openFreshSession(await findToken(context, tokenId, draft.token.certificateHash), pin);
  try {
    const found = await session.findKeyPair(keyLabels.at(-1) ?? draft.keyLabel);
    if (!found) throw new AppError('KEY_MISSING');
    steps.recallKey(found);
  } finally {
    void session.close();
  }
}

type GivenDelivery = { readonly [K in keyof Delivery]?: Delivery[K] | undefined };

/** Checks the delivered certificate, or the journalled one, and journals it. */
async function acceptCertificate(steps: OrderSteps, given: GivenDelivery, context: CommandContext): Promise<Accepted> {
  context.reportProgress('check-certificate');
  const { record } = steps;
  const { draft } = record;
  const delivery = chooseDelivery(given, record);
  const isAwaited = awaitedStates.includes(record.state);
  if (!isAwaited || delivery === null || record.publicKey === undefined)
    throw new AppError('ORDER_STATE_CONFLICT', { state: record.state });
  const publicKey = Buffer.from(record.publicKey, 'base64');
  const { certificates, envelope } = readDelivery(delivery, publicKey);
  await loadSm2For(...certificates, Buffer.from(draft.oldCertificate, 'base64'));
  const issued = checkIssued(certificates, {
    publicKey,
    subject: draft.subject,
    extensions: draft.extensions ?? [],
    oldCertificate: Buffer.from(draft.oldCertificate, 'base64'),
    pinnedCaCertificates: draft.pinnedCaCertificates.map((pinned) => Buffer.from(pinned, 'base64')),
    knownCaCertificates: (draft.knownCaCertificates ?? []).map((known) => Buffer.from(known, 'base64')),
    allowedExtensions: draft.allowedExtensions ?? [],
    now: context.now(),
  });
  const certificateHash = hashCertificate(issued.certificate.der);
  const isWritten = record.state === 'written' || record.state === 'verified';
  const isKnown = certificateHash === record.newCertificateHash;
  // A CA may seal the pair's key anew for each download: what was written is the journal's.
  if (isWritten && isKnown && !isSameDelivery(delivery, record)) return acceptCertificate(steps, {}, context);
  const pair = envelope && {
    envelope,
    certificate: checkPair(issued, readEnvelopedPublicKey(envelope), context.now()),
  };
  const accepted = { ...issued, ...(pair ? { pair } : {}) };
  if (isKnown && isSameDelivery(delivery, record)) return accepted;
  // Another certificate for this key after one was written is nothing that a renewal brings.
  if (isWritten) throw new AppError('ORDER_STATE_CONFLICT', { state: record.state });
  await steps.append({
    state: 'issued',
    certificateHash,
    bundle: delivery.certificates,
    encryptionCertificates: delivery.encryptionCertificates,
    encryptionKey: delivery.encryptionKey,
    encryptionKeyWrap: delivery.encryptionKeyWrap,
    trust: issued.trust.basis,
  });
  return accepted;
}

/** What came now, or what the journal has. A key that came before goes with certificates that come without one. */
function chooseDelivery(given: GivenDelivery, record: OrderRecord): Delivery | null {
  const certificates = given.certificates ?? record.bundle;
  if (certificates === undefined) return null;
  const { encryptionCertificates, encryptionKey, encryptionKeyWrap } =
    given.encryptionKey === undefined ? record : given;
  return { certificates, encryptionCertificates, encryptionKey, encryptionKeyWrap };
}

/** A bundle may be packed anew for every download; a key is for one envelope. */
function isSameDelivery({ encryptionKey, encryptionKeyWrap }: Delivery, record: OrderRecord): boolean {
  return encryptionKey === record.encryptionKey && encryptionKeyWrap === record.encryptionKeyWrap;
}
