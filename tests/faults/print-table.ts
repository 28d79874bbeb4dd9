// The fault runner's table: kinds of fault by jobs, and the count of violations as its last line.
import type { CaseResult } from './run-case.ts';

export interface ResultRow extends CaseResult {
  readonly name: string;
  readonly fault: string;
  readonly layer: string;
  readonly job: string;
}

/** A fault that did not strike proves nothing, and is counted apart. @returns how many cases broke an invariant */
export function printTable(rows: readonly ResultRow[]): number {
  const groups = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const name = `${row.fault.padEnd(38)} ${row.job.padEnd(26)}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  console.log(`\n${'fault'.padEnd(38)} ${'job'.padEnd(26)} runs  struck  done  resumed  stuck  violations`);
  for (const [name, group] of [...groups].sort(([a], [b]) => a.localeCompare(b))) {
    const count = (outcome: CaseResult['outcome']) => group.filter((row) => row.outcome === outcome).length;
    const broken = group.filter((row) => row.broken.length > 0).length;
    const struck = group.filter((row) => row.hasStruck).length;
    const cells = [group.length, struck, count('done'), count('resumed'), count('stuck'), broken];
    const widths = [4, 8, 6, 9, 7, 12];
    console.log(`${name} ${cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join('')}`);
  }
  const violations = rows.filter(({ broken }) => broken.length > 0).length;
  console.log(`${rows.filter(({ hasStruck }) => hasStruck).length} of ${rows.length} faults struck`);
  console.log(`${rows.length} cases, ${violations} violations`);
  return violations;
}
