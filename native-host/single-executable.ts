// Whether the host is one executable file (Windows) or a script that Node runs.
import { isSea } from 'node:sea';

/**
 * The script that this process runs; undefined where the program is one executable file. `process.argv[1]` is then the
 * program's name as it was typed, with or without folder, and no script.
 */
export function findScript(): string | undefined {
  return isSea() ? undefined : process.argv[1];
}
