// Which processes a host has started, by Linux's /proc.
import { readFileSync } from 'node:fs';

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

function readChildren(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
