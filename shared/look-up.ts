// A look-up by a word that came from outside: `constructor` and `__proto__` are in every object and in no table.

/** What the table itself has under `key`; undefined for all else, also for what every object inherits. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
