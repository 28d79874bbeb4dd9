// Which processes a host has started, by Linux's /proc.
import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of all children of `pid`, and of theirs. */
export function listDescendants(pid: number): number[] {
  const children = readChildren(pid);
  return [...children, ...children.flatMap(listDescendants)];
}

/** False for one that has ended, also when nobody has looked at its end yet. */
export function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Program and arguments, with blanks between; '' once it has ended. */
export function readCommandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Of every thread: a browser starts its hosts from threads of their own. */
function readChildren(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1'));
    return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
}
