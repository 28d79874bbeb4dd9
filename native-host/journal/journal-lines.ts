// The text of an order's journal: an event a line, closed by its number and a checksum, so that a damaged one is known for
// what it is, and found again in the copy. Lines of older hosts have neither.
import { createHash } from 'node:crypto';
import { type OrderEvent, orderEventSchema } from './order-record.ts';

/** An event with its place among the order's events, counted from 1. */
export interface NumberedEvent {
  readonly number: number;
  readonly event: OrderEvent;
}

export interface JournalText {
  readonly events: readonly NumberedEvent[];
  /** Numbers of events that were there and cannot be read. */
  readonly lost: readonly number[];
}

const sealedPattern = /^(.*),"line":(\d{1,6}),"sum":"([0-9a-f]{16})"\}$/;

/** The line to be added for an event. */
export function formatEvent({ number, event }: NumberedEvent): string {
  const body = JSON.stringify(event).slice(0, -1);
  return `${body},"line":${number},"sum":"${digest(number, body)}"}\n`;
}

/** Reads what can be read. A last line that was torn while it was written is no loss: its step was never taken. */
export function parseJournal(text: string): JournalText {
  const events = new Map<number, OrderEvent>();
  let last = 0;
  for (const line of text.split('\n')) {
    const [, body, sealed, sum] = sealedPattern.exec(line) ?? [];
    const number = sealed === undefined ? last + 1 : Number(sealed);
    const isSound = body === undefined || digest(number, body) === sum;
    const event = isSound ? parseEvent(body === undefined ? line : `${body}}`) : null;
    if (event) events.set(number, event);
    if (event || (isSound && body !== undefined)) last = Math.max(last, number);
  }
  return summarise(events, last);
}

/**
 * The file with its holes filled from the copy. What the file lacks at its end was torn while it was written, so the step
 * after it was never taken, whatever the copy says; only without a single line left does the copy stand for the file.
 */
export function mergeJournals(main: JournalText, copy: JournalText): JournalText {
  if (main.events.length === 0) return copy;
  const last = countEvents(main);
  const known = copy.events.filter(({ number }) => number < last);
  const pairs = [...known, ...main.events].map(({ number, event }) => [number, event] as const);
  return summarise(new Map(pairs), last);
}

/** The number of the last event, read or lost. */
export const countEvents = ({ events, lost }: JournalText): number =>
  Math.max(0, ...events.map(({ number }) => number), ...lost);

function summarise(events: ReadonlyMap<number, OrderEvent>, last: number): JournalText {
  const numbers = Array.from({ length: last }, (_, index) => index + 1);
  return {
    events: [...events].map(([number, event]) => ({ number, event })).sort((a, b) => a.number - b.number),
    lost: numbers.filter((number) => !events.has(number)),
  };
}

function parseEvent(line: string): OrderEvent | null {
  try {
    const parsed = orderEventSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    // Torn, or of a newer host.
    return null;
  }
}

const digest = (number: number, line: string) =>
  createHash('sha256').update(`${number} ${line}`).digest('hex').slice(0, 16);
