// Which row is plugged in: told from what the host sees, and nothing else of it.
import { describe, expect, it, vi } from 'vitest';
import { answerKeyTable, matchKeyTable } from '../../../extension/flows/answer-key-table.ts';
import type { HostConnection } from '../../../extension/host/connect-host.ts';
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

describe('answerKeyTable', () => {
  it('closes the host, also when it fails, and then says nothing', async () => {
    const close = vi.fn();
    const connect = async () => ({ call: () => Promise.reject(new Error('x')), close }) as unknown as HostConnection;
    expect(await answerKeyTable(connect, tokenKinds)).toBeUndefined();
    expect(close).toHaveBeenCalledOnce();
    expect(await answerKeyTable(() => Promise.reject(new Error('no host')), tokenKinds)).toBeUndefined();
  });
});
