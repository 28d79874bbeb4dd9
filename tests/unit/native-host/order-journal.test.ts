// The journal on a disk that tears, damages, fills up and loses: what can be read is read, and nothing is made up.
import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OrderJournal } from '../../../native-host/journal/order-journal.ts';
import type { OrderEvent } from '../../../native-host/journal/order-record.ts';
import { makeScratch, type Scratch } from '../../support/files/scratch.ts';

let scratch: Scratch;
let folder: string;
let journal: OrderJournal;
const orderId = randomUUID();
const at = (second: number) => `2026-11-24T00:00:0${second}.000Z`;
const draftOf = (id: string): OrderEvent => ({
  at: at(0),
  state: 'draft',
  orderId: id,
  operation: 'renew',
  orderNumber: '1000',
  unitName: '重庆某某有限公司',
  token: { serialNumber: '0123', label: '社保U盾', certificateHash: 'a'.repeat(64) },
  oldCertificate: 'MAA=',
  keyAlgorithm: 'P-256',
  keyLabel: `shebao-${id}`,
  subject: [],
  pinnedCaCertificates: [],
});
const later: OrderEvent[] = [
  { at: at(1), state: 'key-attempt', keyLabel: `shebao-${orderId}-2` },
  { at: at(2), state: 'key-generated', publicKey: 'MAB=' },
  { at: at(3), state: 'request-signed', pkcs10: 'MAC=', proof: 'MAD=' },
  { at: at(4), state: 'submitted' },
];
const events = [draftOf(orderId), ...later];
const file = () => join(folder, `${orderId}.jsonl`);
const copy = () => join(`${folder}.copy`, `${orderId}.jsonl`);
const whole = {
  state: 'submitted',
  publicKey: 'MAB=',
  pkcs10: 'MAC=',
  keyLabels: [`shebao-${orderId}`, `shebao-${orderId}-2`],
  eventCount: 5,
};

async function writeWhole(): Promise<string> {
  for (const event of events) await journal.append(orderId, event);
  return readFileSync(file(), 'utf8');
}

beforeEach(() => {
  scratch = makeScratch();
  folder = join(scratch.folder, 'orders');
  journal = new OrderJournal(folder);
});
afterEach(() => scratch.remove());

describe('an order’s journal', () => {
  test('reads what older hosts wrote, and goes on with it', async () => {
    mkdirSync(folder);
    writeFileSync(file(), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    expect(await journal.read(orderId)).toMatchObject(whole);
    await journal.append(orderId, { at: at(5), state: 'accepted' });
    expect(await journal.read(orderId)).toMatchObject({ ...whole, state: 'accepted', eventCount: 6 });
  });

  test('is whole again from its copy with any line damaged, and with the file gone', async () => {
    const text = await writeWhole();
    const lines = text.split('\n').filter((line) => line !== '');
    expect(lines).toHaveLength(5);
    for (const [index, line] of lines.entries()) {
      const others = (damaged: string) => `${lines.with(index, damaged).join('\n')}\n`;
      const middle = Math.floor(line.length / 2);
      // A turned bit that is still JSON, zeros, a line gone for good, two lines run together.
      const flipped = line.slice(0, middle) + (line[middle] === '0' ? '1' : '0') + line.slice(middle + 1);
      for (const damage of [flipped, '\0'.repeat(line.length), '']) {
        writeFileSync(file(), others(damage));
        // The last line may have been torn while it was written: then its step was never taken.
        const left = index === 4 ? { state: 'request-signed', eventCount: 4 } : whole;
        expect(await journal.read(orderId), `line ${index}: ${damage.slice(0, 20)}`).toMatchObject(left);
      }
    }
    writeFileSync(file(), text);
    rmSync(file());
    expect(await journal.read(orderId)).toMatchObject(whole);
    expect(await journal.list()).toHaveLength(1);
    await journal.append(orderId, { at: at(5), state: 'accepted' });
    expect(await journal.read(orderId)).toMatchObject({ ...whole, state: 'accepted', eventCount: 6 });
    rmSync(copy());
    expect(await journal.read(orderId)).toMatchObject({ ...whole, state: 'accepted', eventCount: 6 });
  });

  test('cut anywhere is a beginning of what it was, and takes the next line', async () => {
    const text = await writeWhole();
    rmSync(copy());
    const counts = new Set<number>();
    const lengths = Array.from({ length: Math.ceil(text.length / 7) }, (_, index) => index * 7);
    for (const length of [...lengths, text.length]) {
      writeFileSync(file(), text.slice(0, length));
      const record = await journal.read(orderId);
      counts.add(record?.eventCount ?? 0);
      if (!record) continue;
      await journal.append(orderId, { at: at(5), state: 'accepted' });
      expect(await journal.read(orderId)).toMatchObject({ state: 'accepted', eventCount: record.eventCount + 1 });
      rmSync(copy());
    }
    expect([...counts]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('damaged in file and copy keeps the rest; without its beginning it says so', async () => {
    const text = await writeWhole();
    const damaged = text.replace('"key-generated"', '"key-generatedd"');
    for (const path of [file(), copy()]) writeFileSync(path, damaged);
    const record = await journal.read(orderId);
    expect(record).toMatchObject({ state: 'submitted', pkcs10: 'MAC=', eventCount: 5 });
    expect(record?.publicKey).toBeUndefined();
    for (const path of [file(), copy()]) writeFileSync(path, text.replace('"1000"', '"1001"'));
    await expect(journal.read(orderId)).rejects.toMatchObject({ code: 'ORDER_DAMAGED', details: { orderId } });
    expect(await journal.listDamaged()).toEqual([orderId]);
  });

  test('a full or lost folder of copies stops nothing', async () => {
    writeFileSync(`${folder}.copy`, 'no folder');
    await writeWhole();
    expect(await journal.read(orderId)).toMatchObject(whole);
  });
});

test('one bad entry hides no other', async () => {
  await writeWhole();
  mkdirSync(join(folder, `${randomUUID()}.jsonl`));
  writeFileSync(join(folder, `${randomUUID()}.jsonl`), 'not a journal\n');
  writeFileSync(join(folder, `${randomUUID()}.jsonl`), Buffer.from([0xff, 0xfe, 0, 0]));
  const forbidden = join(folder, `${randomUUID()}.jsonl`);
  writeFileSync(forbidden, '');
  chmodSync(forbidden, 0);
  expect((await journal.list()).map(({ draft }) => draft.orderId)).toEqual([orderId]);
  expect(existsSync(file())).toBe(true);
  expect((await journal.listDamaged()).length).toBeGreaterThanOrEqual(1);
  expect(readdirSync(folder)).toHaveLength(5);
});
