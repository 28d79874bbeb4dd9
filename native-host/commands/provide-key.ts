// The key of an order: from the journal, or made before we were killed, for it or for a draft that came to nothing, or made now.
import { randomBytes } from 'node:crypto';
import { AppError } from '../../shared/errors/app-error.ts';
import type { OrderRecord } from '../journal/order-record.ts';
import type { TokenSession } from '../token/driver.ts';
import type { CommandContext } from './command.ts';
import { OrderSteps } from './order-steps.ts';
import { stopIfCancelled } from './stop-if-cancelled.ts';

/**
 * @param drafts of the same certificate: a key of theirs is taken up, and they are given up
 * @returns SubjectPublicKeyInfo, DER @throws AppError KEY_MISSING, TOKEN_*, OPERATION_*, ORDER_STATE_CONFLICT, STORAGE_FAILED
 */
export async function provideKey(
  session: TokenSession,
  steps: OrderSteps,
  isNew: boolean,
  drafts: readonly OrderRecord[],
  context: CommandContext,
): Promise<Uint8Array> {
  const { publicKey, draft } = steps.record;
  const found = isNew ? null : await findByLabels(session, steps.record);
  if (publicKey !== undefined) {
    const known = Buffer.from(publicKey, 'base64');
    if (!found || !known.equals(found.publicKey)) throw new AppError('KEY_MISSING');
    return known;
  }
  stopIfCancelled(context.signal);
  const usable = found ?? (await takeUp(session, drafts, steps, context));
  if (usable) {
    await useLabel(usable.label, steps);
    await steps.append({ state: 'key-generated', publicKey: toBase64(usable.publicKey) });
    return usable.publicKey;
  }
  // What is left of an attempt, if anything, keeps its label, and can be told from what is made now.
  const label = isNew ? draft.keyLabel : `${draft.keyLabel}-${randomBytes(4).toString('hex')}`;
  await useLabel(label, steps);
  context.reportProgress('generate-key');
  await steps.check();
  const made = await session.generateKeyPair(draft.keyAlgorithm, label);
  await steps.append({ state: 'key-generated', publicKey: toBase64(made) });
  return made;
}

interface LabelledKey {
  readonly label: string;
  readonly publicKey: Uint8Array;
}

async function findByLabels(session: TokenSession, { keyLabels }: OrderRecord): Promise<LabelledKey | null> {
  for (const label of keyLabels.toReversed()) {
    const publicKey = await session.findKeyPair(label);
    if (publicKey) return { label, publicKey };
  }
  return null;
}

/** The first whole key pair among the drafts' becomes this order's. Halves stay theirs, for clean-up to remove. */
async function takeUp(
  session: TokenSession,
  drafts: readonly OrderRecord[],
  steps: OrderSteps,
  context: CommandContext,
): Promise<LabelledKey | null> {
  let taken: LabelledKey | null = null;
  for (const draft of drafts) {
    taken ??= await findByLabels(session, draft);
    // First the claim of this order, then the end of the other: the key is never nobody's.
    if (taken) await useLabel(taken.label, steps);
    await new OrderSteps(context, draft).append({ state: 'abandoned', isKeyRemoved: false });
  }
  return taken;
}

async function useLabel(keyLabel: string, steps: OrderSteps): Promise<void> {
  if (steps.record.keyLabels.at(-1) !== keyLabel) await steps.append({ state: 'key-attempt', keyLabel });
}

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
