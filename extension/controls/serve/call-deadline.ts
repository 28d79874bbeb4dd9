// How long the clerk has for a question.
import { storage } from '@wxt-dev/storage';
import { deadlineMs } from '../bridge/names.ts';

/** Of this browser session only, in ms: shorter where somebody tries what happens at the end. Pages cannot reach it. */
const deadlineItem = storage.defineItem<number>('session:control-deadline', { fallback: deadlineMs });

export async function readCallDeadline(): Promise<number> {
  const told = await deadlineItem.getValue();
  return Number.isFinite(told) ? Math.min(Math.max(told, 0), deadlineMs) : deadlineMs;
}
