// What a page of ours last saw of drivers and U盾: all that a site's page is ever answered from. No number of any U盾 is kept.
import { storage } from '@wxt-dev/storage';
import type { CommandResult } from '../../shared/protocol/messages.ts';

export interface LastSurvey {
  readonly tokens: readonly { readonly label: string; readonly model: string }[];
  readonly drivers: readonly { readonly driverName: string; readonly status: string }[];
  /** ms since 1970. */
  readonly seenAtMs: number;
}

/** After this a U盾 may have been pulled out without anybody's seeing it. */
const freshForMs = 10 * 60_000;
/** Session storage is closed to content scripts and gone with the browser. */
const item = storage.defineItem<LastSurvey>('session:last-survey');

/** Never fails, because nobody waits for it. */
export function noteSurvey({ tokens, drivers }: CommandResult<'list-tokens'>, now = Date.now()): void {
  const survey: LastSurvey = {
    tokens: tokens.map(({ label, model }) => ({ label, model })),
    drivers: drivers.map(({ driverName, status }) => ({ driverName, status })),
    seenAtMs: now,
  };
  void item.setValue(survey).catch(() => undefined);
}

/** Undefined when nothing was looked for yet; without tokens where they were seen too long ago. */
export async function readSurvey(now = Date.now()): Promise<LastSurvey | undefined> {
  const survey = await item.getValue();
  if (!survey) return undefined;
  const age = now - survey.seenAtMs;
  return age >= 0 && age <= freshForMs ? survey : { ...survey, tokens: [] };
}
