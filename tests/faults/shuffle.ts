// The order of a sample: another each day, the same for one seed.
import { createHash } from 'node:crypto';

export function shuffle<T extends { readonly name: string }>(items: readonly T[], seed: string): T[] {
  const rank = ({ name }: T) => createHash('sha256').update(`${seed} ${name}`).digest('hex');
  return items
    .map((item) => ({ item, key: rank(item) }))
    .sort((a, b) => a.key.localeCompare(b.key))
    .map(({ item }) => item);
}
