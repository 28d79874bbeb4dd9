// What is the same for every test and slow to make: made once for this checkout, kept below node_modules/.cache, and copied.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const kept = fileURLToPath(new URL('../../../node_modules/.cache/shebao-tests', import.meta.url));

/** @param inputs all that decides what is made: another input is another place */
function placeFor(name: string, inputs: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const input of inputs) hash.update(createHash('sha256').update(input).digest());
  return join(kept, `${name}-${hash.digest('hex').slice(0, 16)}`);
}

function openFreshFolder(): string {
  mkdirSync(kept, { recursive: true });
  return mkdtempSync(join(kept, 'fresh-'));
}

/** Two workers may make the same at one time: the first one's stays, whole. */
function keep(fresh: string, place: string): void {
  try {
    renameSync(fresh, place);
  } catch (error) {
    rmSync(fresh, { recursive: true });
    if (!existsSync(place)) throw error;
  }
}

/** Puts what `make` once left in an empty folder into `target`, which is made. */
export async function copyMadeOnce(
  name: string,
  inputs: readonly (string | Uint8Array)[],
  target: string,
  make: (folder: string) => Promise<void>,
): Promise<void> {
  const place = placeFor(name, inputs);
  if (!existsSync(place)) {
    const fresh = openFreshFolder();
    await make(fresh);
    keep(fresh, place);
  }
  cpSync(place, target, { recursive: true });
}

/** Compiles a library once and copies it to `path`. @param sources all files it is made of, headers too @throws when the compiler is missing or unhappy */
export function compileOnce(
  path: string,
  sources: readonly string[],
  compiler: string,
  toArguments: (output: string) => string[],
): void {
  const contents = sources.map((source) => readFileSync(source));
  // Under its own name: mingw's linker adds an ending to a file that has none.
  const name = basename(path);
  const place = placeFor('compiled', [compiler, ...toArguments(name), ...contents]);
  if (!existsSync(place)) {
    const fresh = openFreshFolder();
    execFileSync(compiler, toArguments(join(fresh, name)));
    keep(fresh, place);
  }
  copyFileSync(join(place, name), path);
}
