// What is remembered of tokens: one certificate a unit and U盾, the newest; and how the book survives damage.
import { beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CallHost } from '../../../../extension/host/call-host.ts';
import { reportTokens } from '../../../../extension/host/remember-tokens.ts';
import { describeSightings } from '../../../../extension/reminders/describe-sightings.ts';
import { mergeSightings } from '../../../../extension/reminders/merge-sightings.ts';
import { changeReminderBook, readReminderBook } from '../../../../extension/reminders/reminder-book.ts';
import type { SeenCertificate } from '../../../../extension/reminders/seen-certificate.ts';
import type { Token } from '../../../../shared/protocol/messages.ts';
import { hashOf, makeBook, makeListed, makeListedToken, makeSeenCertificate } from '../support/seen-certificates.ts';

const seenAt = '2026-11-24T08:00:00.000Z';
const renewed = makeListed({
  hash: hashOf('new'),
  notBefore: '2026-11-20T00:00:00.000Z',
  notAfter: '2027-11-20T00:00:00.000Z',
});
const see = (before: readonly SeenCertificate[], ...tokens: readonly Token[]) =>
  mergeSightings(before, describeSightings(tokens), seenAt)
    .map(({ hash }) => hash)
    .sort();

describe('what is remembered', () => {
  it('is a pair for signing and encryption as one, by its signing certificate', () => {
    const encryption = makeListed({ hash: hashOf('enc'), usage: 'encryption', notAfter: '2027-06-30T00:00:00.000Z' });
    expect(see([], makeListedToken([encryption, makeListed()]))).toEqual([hashOf('one')]);
    expect(see([], makeListedToken([encryption]))).toEqual([hashOf('enc')]);
  });

  it('is no CA certificate and none without its key', () => {
    const ca = makeListed({ hash: hashOf('ca'), usage: 'other', unitName: 'CA' });
    const keyless = makeListed({
      hash: hashOf('keyless'),
      hasPrivateKey: false,
      unitName: '另一单位',
      creditCode: 'x',
    });
    expect(see([], makeListedToken([ca, keyless]))).toEqual([]);
  });

  it('is what the clerk needs and no more', () => {
    const [certificate] = mergeSightings([], describeSightings([makeListedToken([makeListed()])]), seenAt);
    expect(certificate).toEqual({
      hash: hashOf('one'),
      unitName: '重庆山城机械制造有限公司',
      creditCode: '91350100M000100Y43',
      socialInsuranceNumber: '50010203',
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2026-12-31T15:59:59.000Z',
      issuerName: 'Chongqing  CA',
      keyAlgorithm: 'RSA',
      tokenId: '1'.repeat(32),
      chipNumber: 'CHIP1',
      tokenLabel: '社保U盾',
      driverName: '某驱动',
      lastSeenAt: seenAt,
      memo: { isMuted: false },
    });
  });

  it('keeps what the clerk said of a certificate that is seen again', () => {
    const known = makeSeenCertificate({ memo: { isMuted: true, toldOn: '2026-11-01', announced: 60 } });
    const [certificate] = mergeSightings([known], describeSightings([makeListedToken([makeListed()])]), seenAt);
    expect(certificate).toMatchObject({ lastSeenAt: seenAt, memo: known.memo });
  });
});

describe('a renewed certificate', () => {
  it('takes the old one’s place, though both lie on the U盾', () => {
    expect(see([makeSeenCertificate()], makeListedToken([makeListed(), renewed]))).toEqual([hashOf('new')]);
  });

  it('takes it after a change of the unit’s name, too', () => {
    const { creditCode: _, ...nameless } = makeListed();
    const changed = { ...renewed, unitName: '新名称有限公司' };
    expect(see([makeSeenCertificate()], makeListedToken([nameless, changed]))).toEqual([hashOf('new')]);
    const { creditCode: __, ...changedNameless } = changed;
    expect(see([], makeListedToken([nameless, changedNameless]))).toEqual([hashOf('new')]);
  });

  it('leaves another unit’s on the same U盾 alone', () => {
    const other = makeSeenCertificate({
      hash: hashOf('other'),
      creditCode: '91500000MA5U00000X',
      unitName: '另一单位',
    });
    expect(see([other], makeListedToken([renewed]))).toEqual([hashOf('new'), hashOf('other')].sort());
  });

  it('leaves the unit’s other U盾 alone, also one of the same serial number that is plugged in beside it', () => {
    const other = makeSeenCertificate({ hash: hashOf('other'), chipNumber: 'CHIP2', tokenId: '2'.repeat(32) });
    expect(see([other], makeListedToken([renewed]))).toHaveLength(2);
    const twins = [
      makeListedToken([makeListed()]),
      makeListedToken([renewed], { tokenId: '3'.repeat(32), label: '备用' }),
    ];
    expect(see([], ...twins)).toEqual([hashOf('one'), hashOf('new')].sort());
  });
});

describe('reportTokens', () => {
  it('tells of listed tokens, and of a certificate as soon as it is installed', async () => {
    const told: string[][] = [];
    const answers: Record<string, unknown> = {
      'list-tokens': { tokens: [makeListedToken([makeListed()])], drivers: [] },
      'install-certificate': { certificate: renewed },
    };
    const host = (async (command: string) => answers[command]) as unknown as CallHost;
    const call = reportTokens(host, (tokens) =>
      told.push(describeSightings(tokens).flatMap(({ certificates }) => certificates.map(({ hash }) => hash))),
    );
    expect(await call('list-tokens', {})).toBe(answers['list-tokens']);
    await call('list-orders', {});
    await call('install-certificate', { orderId: crypto.randomUUID(), tokenId: '1'.repeat(32) });
    expect(told).toEqual([[hashOf('one')], [hashOf('new')]]);
  });
});

describe('the book', () => {
  beforeEach(() => fakeBrowser.reset());

  it('is empty when there is none, and when what is stored is none', async () => {
    expect((await readReminderBook()).certificates).toEqual([]);
    await browser.storage.local.set({ reminders: 'x' });
    expect((await readReminderBook()).certificates).toEqual([]);
  });

  it('loses a broken record, not the others, and reads what a later version wrote', async () => {
    const good = makeSeenCertificate();
    await browser.storage.local.set({
      reminders: {
        version: 7,
        certificates: [{ ...good, colour: 'blue' }, { ...good, notAfter: 'soon' }, null, { hash: 'x' }],
        clock: { latestAt: 3 },
      },
    });
    expect(await readReminderBook()).toEqual(makeBook([good]));
  });

  it('changes one step after the other, and is written only when something changed', async () => {
    let writes = 0;
    browser.storage.onChanged.addListener(() => {
      writes += 1;
    });
    const add = (name: string) =>
      changeReminderBook((book) => ({
        ...book,
        certificates: [...book.certificates, makeSeenCertificate({ hash: hashOf(name) })],
      }));
    await Promise.all([add('a'), add('b'), add('c')]);
    await changeReminderBook((book) => book);
    expect((await readReminderBook()).certificates).toHaveLength(3);
    expect(writes).toBe(3);
  });

  it('never holds a secret: no PIN has a way into it', async () => {
    await changeReminderBook(() =>
      makeBook(mergeSightings([], describeSightings([makeListedToken([makeListed()])]), seenAt)),
    );
    expect(JSON.stringify(await browser.storage.local.get())).not.toMatch(/pin/i);
  });
});
