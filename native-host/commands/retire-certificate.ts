// retire-certificate: removes the old certificate and its key, once the journal and the token show that nobody needs them.
import { randomBytes, X509Certificate } from 'node:crypto';
import { AppError, isAppError } from '../../shared/errors/app-error.ts';
import { judgeRetirement, retirableFrom, usualRetireAfterDays } from '../../shared/judge-retirement.ts';
import type { CommandParams } from '../../shared/protocol/messages.ts';
import { hashCertificate } from '../hash-certificate.ts';
import { describeRetirement } from '../journal/describe-retirement.ts';
import { findWriter, listSuccessors } from '../journal/judge-entries.ts';
import type { OrderRecord } from '../journal/order-record.ts';
import type { TokenSession } from '../token/driver.ts';
import { createTokenSigner } from '../x509/token-signer.ts';
import type { Command, CommandContext } from './command.ts';
import { findToken, openFreshSession } from './open-token-session.ts';
import { OrderSteps } from './order-steps.ts';

const challengeBytes = 32;

/**
 * Safe to repeat: a removal that was cut off is ended. The token is recognised by the new certificate, which stays.
 * @throws AppError CERTIFICATE_STILL_NEEDED, PIN_*, TOKEN_*, OPERATION_IN_PROGRESS, DRIVER_*, STORAGE_FAILED
 */
export const retireCertificate: Command<'retire-certificate'> = async (params, context) => {
  const { tokenId, certificateHash, newCertificateHash, pin } = params;
  const records = await context.journal.list();
  const order = findReplacingOrder(params, records);
  // One that was begun is ended, whatever holds now.
  if (order.retirement === undefined) assertProved(params, records, context);
  await assertNewIsThere(params, context);
  const token = await findToken(context, tokenId, newCertificateHash);
  await context.locks.during(token.name, async () => {
    const session = await openFreshSession(token, pin);
    try {
      await tryNewKey(session);
      // Read again under the lock: another window may have begun an order that needs it.
      const steps = new OrderSteps(context, findReplacingOrder(params, await context.journal.list()));
      await steps.append({ state: 'retiring' });
      await session.destroyCertificate(certificateHash);
      await steps.append({ state: 'retired' });
    } finally {
      await session.close();
    }
  });
  return {};
};

/** The verified order whose old certificate it is; the new one came from it, or from one that followed. */
function findReplacingOrder(
  { certificateHash, newCertificateHash }: CommandParams<'retire-certificate'>,
  records: readonly OrderRecord[],
): OrderRecord {
  const isReplaced = listSuccessors(certificateHash, records).includes(newCertificateHash);
  const order = records.find(
    ({ state, draft }) => state === 'verified' && draft.token.certificateHash === certificateHash,
  );
  // An order under way still proves itself with this certificate.
  const isNeeded = records.some(
    ({ state, draft }) =>
      draft.token.certificateHash === certificateHash && !['verified', 'abandoned', 'draft'].includes(state),
  );
  if (!isReplaced || !order || isNeeded) throw new AppError('CERTIFICATE_STILL_NEEDED');
  return order;
}

/**
 * The new one was at work, or has been there long enough, and does not rest on continuity alone. Extensions before version 4
 * tell neither the CA's word nor the profile's days: they ask the clerk instead.
 */
function assertProved(
  { newCertificateHash, afterDays = usualRetireAfterDays }: CommandParams<'retire-certificate'>,
  records: readonly OrderRecord[],
  { protocol, now }: CommandContext,
): void {
  const newOrder = findWriter(newCertificateHash, records);
  if (protocol < 4 || !newOrder) return;
  const facts = describeRetirement(newOrder);
  const judgement = judgeRetirement(facts, afterDays, now());
  if (judgement === 'allowed') return;
  const allowedFrom = judgement === 'too-soon' ? { allowedFrom: retirableFrom(facts, afterDays).toISOString() } : {};
  throw new AppError('CERTIFICATE_STILL_NEEDED', { reason: judgement, ...allowedFrom });
}

/** Before a PIN is spent: a token that holds the old certificate and not the new one needs the old one. */
async function assertNewIsThere(
  { tokenId, certificateHash, newCertificateHash }: CommandParams<'retire-certificate'>,
  context: CommandContext,
): Promise<void> {
  const { tokens } = await (await context.openDrivers()).listTokens();
  const contents = tokens
    .filter((token) => token.tokenId === tokenId)
    .map(({ snapshot }) => snapshot.certificates.map(({ der }) => hashCertificate(der)));
  const isAlone = contents.some((hashes) => hashes.includes(certificateHash) && !hashes.includes(newCertificateHash));
  if (isAlone) throw new AppError('CERTIFICATE_STILL_NEEDED');
}

/** The new pair has to work now, whatever it did when it was written. */
async function tryNewKey(session: TokenSession): Promise<void> {
  const publicKey = new X509Certificate(session.certificate).publicKey.export({ type: 'spki', format: 'der' });
  const signer = createTokenSigner(publicKey, (key, data) => session.sign(key, data));
  try {
    await signer.sign(randomBytes(challengeBytes));
  } catch (error) {
    // No key, or one that signs wrongly: then the old one is what the clerk has. A pulled token is another matter.
    const isUseless = isAppError(error) && ['KEY_MISSING', 'TOKEN_FAILED', 'TOKEN_UNSUPPORTED'].includes(error.code);
    throw isUseless ? new AppError('CERTIFICATE_STILL_NEEDED', error.details, { cause: error }) : error;
  }
}
