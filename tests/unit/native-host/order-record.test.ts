// The sum of an order's events.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type DraftEvent,
  describeOrder,
  foldEvents,
  isUnfinished,
  type OrderEvent,
  orderEventSchema,
} from '../../../native-host/journal/order-record.ts';
import { orderStates } from '../../../shared/protocol/messages.ts';

const draft: DraftEvent = {
  at: '2026-11-24T08:00:00.000Z',
  state: 'draft',
  orderId: '00000000-0000-4000-8000-000000000000',
  operation: 'renew',
  orderNumber: 'GX1',
  unitName: '甲公司',
  token: { serialNumber: 'S', label: 'L', certificateHash: '0'.repeat(64) },
  oldCertificate: 'AA==',
  keyAlgorithm: 'P-256',
  keyLabel: 'shebao-1',
  subject: [],
  pinnedCaCertificates: [],
};
const at = '2026-11-24T08:01:00.000Z';
const later: OrderEvent[] = [
  { at, state: 'key-generated', publicKey: 'AA==' },
  { at, state: 'request-signed', pkcs10: 'AA==', proof: 'AA==' },
  { at, state: 'submitted' },
  { at, state: 'accepted' },
  { at, state: 'issued', certificateHash: '1'.repeat(64), bundle: 'AA==' },
  { at, state: 'written' },
  { at, state: 'verified' },
];

describe('foldEvents', () => {
  test('every state is reached and names the next step', () => {
    const steps = later.map((_, index) => {
      const record = foldEvents([draft, ...later.slice(0, index + 1)]);
      return record && [record.state, describeOrder(record).nextStep, isUnfinished(record)];
    });
    expect(steps).toEqual([
      ['key-generated', 'create-request', true],
      ['request-signed', 'submit', true],
      ['submitted', 'ask-status', true],
      ['accepted', 'ask-status', true],
      ['issued', 'install', true],
      ['written', 'install', true],
      ['verified', 'none', false],
    ]);
  });

  test('nothing without its draft', () => {
    expect(foldEvents([])).toBeNull();
    expect(foldEvents(later)).toBeNull();
  });

  test('what was learnt is never forgotten, in whatever order events come', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...later), { maxLength: 12 }), (events) => {
        const record = foldEvents([draft, ...events]);
        expect(orderStates).toContain(record?.state);
        expect(record?.publicKey !== undefined).toBe(events.some(({ state }) => state === 'key-generated'));
        expect(record?.bundle !== undefined).toBe(events.some(({ state }) => state === 'issued'));
        expect(record?.draft).toEqual(draft);
      }),
    );
  });

  test('every event survives the journal', () => {
    for (const event of [draft, ...later])
      expect(orderEventSchema.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
  });
});
