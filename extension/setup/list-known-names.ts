// What the product remembers of units and people, so that the report can be freed of it wherever it stands.
import type { Token } from '../../shared/protocol/messages.ts';
import { loadCarriedClerk } from '../flows/carried-clerk.ts';
import { readOrderBook } from '../orders/order-store.ts';
import { readReminderBook } from '../reminders/reminder-book.ts';
import { documentTypes } from '../settings/unit.ts';
import { readKnownUnits } from '../units/known-units.ts';

const publicWords: readonly string[] = documentTypes;

/** @param tokens plugged in now; their certificates name the unit */
export async function listKnownNames(tokens: readonly Token[]): Promise<readonly string[]> {
  const [units, clerk, orders, reminders] = await Promise.all([
    readKnownUnits(),
    loadCarriedClerk(),
    readOrderBook(),
    readReminderBook(),
  ]);
  const certificates = tokens.flatMap((token) => token.certificates);
  const names = [
    ...units.flatMap((unit) => Object.values(unit)),
    ...Object.values(clerk ?? {}),
    ...orders.orders.map(({ unitName }) => unitName),
    ...reminders.certificates.map(({ unitName }) => unitName),
    // C, ST and the like are two letters or a province: they name nobody.
    ...certificates.flatMap(({ unitName, subject }) => [
      unitName,
      ...subject.filter(({ value }) => value.length > 3).map(({ value }) => value),
    ]),
    ...tokens.map(({ label }) => label),
  ];
  return [...new Set(names)].filter((name) => name.length >= 2 && !publicWords.includes(name));
}
