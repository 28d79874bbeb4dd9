// Inputs that fuzzing once found, or that are known to break parsers: each is tried again on the parser that it was for.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { isOurs, makeTargets, type Target } from '../fuzz/targets.ts';

const folder = fileURLToPath(new URL('../vectors/fuzz', import.meta.url));
let targets: readonly Target[];
beforeAll(() => {
  targets = makeTargets();
});

/** `<target>-<what it is>.base64`. */
test.each(readdirSync(folder))('%s is refused or taken, and breaks nothing', async (file) => {
  const target = targets
    .filter(({ name }) => file.startsWith(`${name}-`))
    .toSorted((one, other) => other.name.length - one.name.length)[0];
  expect(target).toBeDefined();
  const input = Uint8Array.from(Buffer.from(readFileSync(`${folder}/${file}`, 'utf8'), 'base64'));
  try {
    await target?.run(input);
  } catch (error) {
    expect(isOurs(error), String(error)).toBe(true);
  }
});

test('every target takes its own seeds', async () => {
  for (const { name, seeds, run } of targets)
    for (const seed of seeds) {
      try {
        await run(Uint8Array.from(seed));
      } catch (error) {
        expect(isOurs(error), `${name}: ${error}`).toBe(true);
      }
    }
});
