// Which objects belong together, and what may become of each: tokens as vendors' tools leave them, journals as years leave them.
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { judgeEntries, listSuccessors } from '../../../native-host/journal/judge-entries.ts';
import { foldEvents, type OrderEvent, type OrderRecord } from '../../../native-host/journal/order-record.ts';
import type { CertificateObject, KeyObject, TokenObject } from '../../../native-host/token/driver.ts';
import { joinObjects } from '../../../native-host/token/join-objects.ts';
import { certifyKey } from '../../support/token/certify-key.ts';

interface Pair {
  readonly spki: Buffer;
  readonly der: Uint8Array;
  readonly hash: string;
}

let pairs: Pair[];
beforeAll(async () => {
  pairs = await Promise.all(
    [0, 1, 2, 3].map(async (index) => {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const spki = publicKey.export({ type: 'spki', format: 'der' });
      const { der } = await certifyKey(spki, `unit ${index}`);
      return { spki, der, hash: createHash('sha256').update(der).digest('hex') };
    }),
  );
});
const pairAt = (index: number): Pair => pairs[index] as Pair;

const privateKey = (id: string, label = ''): KeyObject => ({
  kind: 'private-key',
  label,
  id: Buffer.from(id),
  // As EC keys on most tokens: the private half does not show the point.
  publicKey: null,
  keyAlgorithm: 'EC',
  keySizeBits: 256,
});
const publicKey = ({ spki }: Pair, id: string, label = ''): KeyObject => ({
  ...privateKey(id, label),
  kind: 'public-key',
  publicKey: spki,
});
const certificate = ({ der }: Pair, id: string, label = ''): CertificateObject => ({
  kind: 'certificate',
  label,
  id: Buffer.from(id),
  der,
});
const whole = (pair: Pair, id: string, label = ''): TokenObject[] => [
  privateKey(id, label),
  publicKey(pair, id, label),
  certificate(pair, id, label),
];

const at = '2026-11-24T00:00:00.000Z';
function makeOrder(old: Pair, later: OrderEvent[], orderId: string = randomUUID()): OrderRecord {
  const draft: OrderEvent = {
    at,
    state: 'draft',
    orderId,
    operation: 'renew',
    orderNumber: 'R1',
    unitName: 'unit',
    token: { serialNumber: 'S', label: 'L', certificateHash: old.hash },
    oldCertificate: '',
    keyAlgorithm: 'P-256',
    keyLabel: `shebao-${orderId}`,
    subject: [],
    pinnedCaCertificates: [],
  };
  return foldEvents([draft, ...later]) as OrderRecord;
}
const keyMade = ({ spki }: Pair): OrderEvent => ({
  at,
  state: 'key-generated',
  publicKey: spki.toString('base64'),
});
const verified = (old: Pair, next: Pair): OrderRecord =>
  makeOrder(old, [
    keyMade(next),
    { at, state: 'issued', certificateHash: next.hash, bundle: '' },
    { at, state: 'written' },
    { at, state: 'verified' },
  ]);
const abandoned: OrderEvent = { at, state: 'abandoned', isKeyRemoved: false };

const judge = (objects: readonly TokenObject[], records: readonly OrderRecord[] = [], isLoggedIn = true) =>
  judgeEntries(joinObjects({ objects }, isLoggedIn), records).map(({ verdict }) => verdict);

describe('what belongs together', () => {
  test('a private key that does not show itself, by the id of its other half or of its certificate', () => {
    expect(joinObjects({ objects: whole(pairAt(0), '01') }, true)).toMatchObject([{ hasKey: true, keys: [{}, {}] }]);
    expect(joinObjects({ objects: [privateKey('01'), certificate(pairAt(0), '01')] }, true)).toMatchObject([
      { hasKey: true, keys: [{ kind: 'private-key' }] },
    ]);
  });

  test('by the key and not by the id: vendors give several pairs one id', () => {
    const objects = [
      publicKey(pairAt(0), '01', 'a'),
      publicKey(pairAt(1), '01', 'b'),
      privateKey('01', 'b'),
      certificate(pairAt(0), '01'),
      certificate(pairAt(1), '01'),
    ];
    const entries = joinObjects({ objects }, true);
    expect(entries.map(({ hasKey }) => hasKey)).toEqual([false, true]);
  });

  test('a private key of which nothing is known is an entry of its own', () => {
    const objects = [...whole(pairAt(0), '01'), privateKey('', 'lonely')];
    expect(judge(objects)).toEqual(['in-use', 'foreign']);
  });

  test('two certificates of one key are two entries, and the key is in use by both', () => {
    const second = certificate(pairAt(0), '02');
    expect(judge([...whole(pairAt(0), '01'), second])).toEqual(['in-use', 'in-use']);
  });

  test('before a login a certificate is not said to lack its key', () => {
    expect(judge([certificate(pairAt(0), '01')], [], false)).toEqual(['in-use']);
    expect(judge([certificate(pairAt(0), '01')], [], true)).toEqual(['certificate-only']);
    expect(judge([publicKey(pairAt(0), '01'), certificate(pairAt(0), '01')], [], false)).toEqual(['in-use']);
    // Where other keys are seen, this one is not there.
    expect(judge([publicKey(pairAt(1), '02'), certificate(pairAt(0), '01')], [], false)).toEqual([
      'certificate-only',
      'foreign',
    ]);
  });

  test('no object is lost, whatever the token looks like, and the order of objects does not matter', () => {
    const anyObject = fc
      .record({
        kind: fc.constantFrom('private', 'public', 'certificate'),
        pair: fc.nat(3),
        id: fc.constantFrom('', '01', '02'),
        label: fc.constantFrom('', 'a', 'b'),
      })
      .map(({ kind, pair, id, label }) => {
        if (kind === 'private') return privateKey(id, label);
        return kind === 'public' ? publicKey(pairAt(pair), id, label) : certificate(pairAt(pair), id, label);
      });
    fc.assert(
      fc.property(fc.array(anyObject, { maxLength: 8 }), fc.boolean(), (objects, isLoggedIn) => {
        const entries = joinObjects({ objects }, isLoggedIn);
        const held = new Set<unknown>(entries.flatMap(({ keys, certificate: held }) => [...keys, held]));
        for (const object of objects) expect(held.has(object)).toBe(true);
        expect(entries.filter((entry) => entry.certificate === null && entry.keys.length === 0)).toEqual([]);
      }),
    );
  });
});

describe('verdicts', () => {
  test('a key is claimed by label and key together', () => {
    const order = makeOrder(pairAt(0), [keyMade(pairAt(1)), abandoned]);
    const { keyLabel } = order.draft;
    const objects = (pair: Pair, label: string) => [privateKey('09', label), publicKey(pair, '09', label)];
    expect(judge(objects(pairAt(1), keyLabel), [order])).toEqual(['leftover']);
    expect(judge(objects(pairAt(2), keyLabel), [order])).toEqual(['foreign']);
    expect(judge(objects(pairAt(1), `${keyLabel}x`), [order])).toEqual(['foreign']);
    expect(judge([privateKey('09', keyLabel)], [order])).toEqual(['foreign']);
    expect(judge(objects(pairAt(1), keyLabel), [])).toEqual(['foreign']);
    expect(
      judge(objects(pairAt(1), keyLabel), [makeOrder(pairAt(0), [keyMade(pairAt(1))], order.draft.orderId)]),
    ).toEqual(['unfinished-order']);
    // Killed before the journal learned the key, and given up then: the label alone, a UUID, claims it.
    const early = makeOrder(pairAt(0), [abandoned]);
    expect(judge(objects(pairAt(3), early.draft.keyLabel), [early])).toEqual(['leftover']);
  });

  test('a key with a certificate is no leftover, whatever became of its order', () => {
    const order = makeOrder(pairAt(0), [keyMade(pairAt(1)), abandoned]);
    expect(judge(whole(pairAt(1), '09', order.draft.keyLabel), [order])).toEqual(['in-use']);
  });

  test('a certificate that was written and not yet verified belongs to its unfinished order', () => {
    const order = makeOrder(pairAt(0), [
      keyMade(pairAt(1)),
      { at, state: 'issued', certificateHash: pairAt(1).hash, bundle: '' },
      { at, state: 'written' },
    ]);
    expect(judge([...whole(pairAt(0), '01'), ...whole(pairAt(1), '02')], [order])).toEqual([
      'in-use',
      'unfinished-order',
    ]);
  });

  test('superseded only while a successor with its key is on the token; the newest is named', () => {
    const records = [verified(pairAt(0), pairAt(1)), verified(pairAt(1), pairAt(2))];
    const [a, b, c] = [whole(pairAt(0), '01'), whole(pairAt(1), '02'), whole(pairAt(2), '03')];
    expect(judge([...a, ...b, ...c], records)).toEqual(['superseded', 'superseded', 'in-use']);
    expect(judge([...a, ...c], records)).toEqual(['superseded', 'in-use']);
    expect(judge(a, records)).toEqual(['in-use']);
    expect(judge([...a, certificate(pairAt(1), '02')], records)).toEqual(['in-use', 'certificate-only']);
    const entries = joinObjects({ objects: [...a, ...b, ...c] }, true);
    expect(judgeEntries(entries, records).map(({ newCertificateHash }) => newCertificateHash)).toEqual([
      pairAt(2).hash,
      pairAt(2).hash,
      undefined,
    ]);
    expect(listSuccessors(pairAt(0).hash, records)).toEqual([pairAt(1).hash, pairAt(2).hash]);
  });

  test('an order that was given up supersedes nothing, and a circle in the journal ends', () => {
    const given = makeOrder(pairAt(0), [
      keyMade(pairAt(1)),
      { at, state: 'issued', certificateHash: pairAt(1).hash, bundle: '' },
      abandoned,
    ]);
    expect(judge([...whole(pairAt(0), '01'), ...whole(pairAt(1), '02')], [given])).toEqual(['in-use', 'in-use']);
    const circle = [verified(pairAt(0), pairAt(1)), verified(pairAt(1), pairAt(0))];
    expect(listSuccessors(pairAt(0).hash, circle)).toEqual([pairAt(1).hash]);
  });

  test('a removal that began says so in the record and leaves the order verified', () => {
    const record = verified(pairAt(0), pairAt(1));
    expect(record.retirement).toBeUndefined();
    const events: OrderEvent[] = [
      record.draft,
      { at, state: 'verified' },
      { at: '2027-01-01T00:00:00.000Z', state: 'retiring' },
    ];
    expect(foldEvents(events)).toMatchObject({ state: 'verified', updatedAt: at, retirement: 'retiring' });
    expect(foldEvents([...events, { at, state: 'retired' }])).toMatchObject({ retirement: 'retired' });
  });
});
