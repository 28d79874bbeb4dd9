// Runs a build tool and shows what it said only when it failed.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface ToolOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** @returns what the tool wrote on stdout @throws Error with the tool's own words, stdout and stderr */
export async function runTool(program: string, args: readonly string[], options: ToolOptions = {}): Promise<string> {
  const { cwd, environment } = options;
  try {
    const { stdout } = await execute(program, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, ...environment },
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    throw new Error([message.split('\n')[0], stdout.trim(), stderr.trim()].filter(Boolean).join('\n'), {
      cause: error,
    });
  }
}
