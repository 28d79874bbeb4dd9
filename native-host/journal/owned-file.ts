// A lock as a file that names its living owners. It changes hands only when all of them have ended, whatever the clocks say.
import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { isAlive } from './process-name.ts';

const ownersSchema = z.object({
  /** Of this taking of the lock. */
  id: z.string().check(z.regex(/^[0-9a-f]{16}$/)),
  /** The host first, then drivers that work for it. */
  processes: z.array(z.string()),
});
export type Owners = z.infer<typeof ownersSchema>;

/** `ending`: the host has ended and a driver of its has not, which it will in a moment. */
export type TakeResult = 'taken' | 'held' | 'ending';

export const newOwnersId = () => randomBytes(8).toString('hex');

/**
 * Takes the lock at `path`, from nobody or from the dead.
 *
 * Only one may take over from a dead owner: who holds the lock "path, of that owner" (taken in this same way), and finds
 * that owner still there once it has it. The file is never missing while it changes hands.
 * @throws the system's error
 */
export async function takeFile(path: string, mine: Owners): Promise<TakeResult> {
  while (true) {
    if (create(path, mine)) return 'taken';
    const found = readOwners(path);
    if (!found) continue;
    const [host, ...drivers] = await Promise.all(found.processes.map(isAlive));
    if (host) return 'held';
    if (drivers.includes(true)) return 'ending';
    const claim = `${path}.${found.id}`;
    const claimed = await takeFile(claim, mine);
    if (claimed !== 'taken') return 'held';
    try {
      if (readOwners(path)?.id !== found.id) continue;
      writeOwners(path, mine);
      return 'taken';
    } finally {
      rmSync(claim, { force: true });
    }
  }
}

/** Whether it is still ours. Only the dead lose it; or somebody removed the file. */
export const holdsFile = (path: string, mine: Owners): boolean => readOwners(path)?.id === mine.id;

/** Writes over a lock that is ours. @throws the system's error */
export function writeOwners(path: string, mine: Owners): void {
  withCopy(path, mine, (copy) => renameSync(copy, path));
}

export function releaseFile(path: string, mine: Owners): void {
  if (holdsFile(path, mine)) rmSync(path, { force: true });
}

/** False when it is there already. Never there without its whole content, where the file system knows hard links. */
function create(path: string, mine: Owners): boolean {
  try {
    withCopy(path, mine, (copy) => linkSync(copy, path));
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
  }
  try {
    writeFileSync(path, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function withCopy(path: string, mine: Owners, use: (copy: string) => void): void {
  const copy = `${path}.${mine.id}.new`;
  try {
    writeFileSync(copy, JSON.stringify(mine), { mode: 0o600 });
    use(copy);
  } finally {
    rmSync(copy, { force: true });
  }
}

/** Null when there is no lock. One that cannot be understood was torn by a power cut, which nobody survived. */
function readOwners(path: string): Owners | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
  return parseOwners(text) ?? { id: '0'.repeat(16), processes: [] };
}

function parseOwners(text: string): Owners | null {
  try {
    return ownersSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const isCode = (error: unknown, code: string) => (error as NodeJS.ErrnoException).code === code;
