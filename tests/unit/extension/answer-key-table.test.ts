// Which row is plugged in: told from what the host sees, and nothing else of it.
import { describe, expect, it, vi } from 'vitest';
import { matchKeyTable } from '../../../extension/flows/answer-key-table.ts';
import { noteSurvey, readSurvey } from '../../../extension/host/last-survey.ts';
import { chongqingProfile } from '../../../extension/portal/profiles/chongqing.ts';
import type { CommandResult } from '../../../shared/protocol/messages.ts';
import { newCertificate } from './support/flow-fakes.ts';

const { tokenKinds } = chongqingProfile;
type Seen = CommandResult<'list-tokens'>;
const [usual, taxes] = ['社保网上申报用户专用', '电子税务局用户专用'];

const token = (label: string): Seen['tokens'][number] => ({
  tokenId: '0'.repeat(32),
  chipNumber: 'SECRET-CHIP',
  label,
  manufacturer: '',
  model: '',
  driverName: 'SoftHSM2',
  pin: { state: 'unknown-or-full', minLength: 4, maxLength: 16, isTypedOnReader: false },
  isWriteProtected: false,
  certificates: [newCertificate],
});
const driver = (driverName: string, status: 'ok' | 'crashed' = 'ok'): Seen['drivers'][number] => ({
  driverName,
  status,
  fileName: 'x.so',
  tokenCount: 0,
});

describe('matchKeyTable', () => {
  it.each<[string, Seen, object]>([
    ['no driver', { tokens: [], drivers: [] }, { driverRows: [], usualRow: usual }],
    ['a broken driver', { tokens: [], drivers: [driver('SoftHSM2', 'crashed')] }, { driverRows: [], usualRow: usual }],
    ['a driver', { tokens: [], drivers: [driver('龙脉 mToken GM3000')] }, { driverRows: [usual], usualRow: usual }],
    [
      'any U盾',
      { tokens: [token('某个U盾')], drivers: [driver('别的驱动')] },
      { pluggedRow: usual, driverRows: [], usualRow: usual },
    ],
    [
      'one of the tax office',
      { tokens: [token('电子税务局')], drivers: [] },
      { pluggedRow: taxes, driverRows: [], usualRow: usual },
    ],
    [
      'both',
      { tokens: [token('电子税务局'), token('社保')], drivers: [] },
      { pluggedRow: usual, driverRows: [], usualRow: usual },
    ],
  ])('%s', (_, seen, expected) => expect(matchKeyTable(seen, tokenKinds)).toEqual(expected));

  it('tells the page no number', () => {
    expect(JSON.stringify(matchKeyTable({ tokens: [token('社保')], drivers: [] }, tokenKinds))).not.toContain('SECRET');
  });
});

describe('what a page is answered from', () => {
  const survey = { tokens: [token('社保')], drivers: [driver('SoftHSM2')] };

  it('is nothing until a page of ours has looked', async () => {
    expect(await readSurvey()).toBeUndefined();
  });

  it('has no number in it, and forgets a U盾 that was not seen for a while', async () => {
    noteSurvey(survey, 1_000_000);
    await vi.waitFor(async () => expect(await readSurvey(1_000_000)).toBeDefined());
    const seen = await readSurvey(1_000_000);
    expect(JSON.stringify(seen)).not.toContain('SECRET');
    expect(seen).toMatchObject({ tokens: [{ label: '社保' }], drivers: [{ driverName: 'SoftHSM2', status: 'ok' }] });
    expect(await readSurvey(1_000_000 + 11 * 60_000)).toMatchObject({ tokens: [], drivers: [{ status: 'ok' }] });
    expect(await readSurvey(999_000)).toMatchObject({ tokens: [] });
  });
});
