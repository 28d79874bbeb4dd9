// What registration and the host's own check need to know of the machine; handed in, so that a test can bring its own.
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Platform = 'win32' | 'linux' | 'darwin';

export interface Machine {
  readonly platform: Platform;
  readonly homeFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** In front of every absolute path of the system; '' for the real one. */
  readonly rootFolder: string;
}

/** This machine, or null on a system that the product does not know. */
export function readMachine(): Machine | null {
  const { platform, env } = process;
  if (platform !== 'win32' && platform !== 'linux' && platform !== 'darwin') return null;
  return { platform, homeFolder: homedir(), environment: env, rootFolder: '' };
}

/** A path of the browser table on this machine: `~` is the home, `$CONFIG` the user's configuration folder. */
export function expandPath(machine: Machine, path: string): string {
  const { homeFolder, environment, rootFolder } = machine;
  if (path.startsWith('~/')) return join(homeFolder, path.slice(2));
  if (path.startsWith('$CONFIG/'))
    return join(environment.XDG_CONFIG_HOME || join(homeFolder, '.config'), path.slice('$CONFIG/'.length));
  return join(
    rootFolder,
    path.replace(/%(\w+(?:\(x86\))?)%/g, (_, name: string) => environment[name] ?? ''),
  );
}

/** The path with the home folder as `~`: it names the user, and reports are passed on. */
export function hideHome({ homeFolder, platform }: Pick<Machine, 'homeFolder' | 'platform'>, path: string): string {
  const fold = (text: string) => (platform === 'win32' ? text.toLowerCase().replaceAll('/', '\\') : text);
  const separator = platform === 'win32' ? '\\' : '/';
  const home = fold(homeFolder);
  if (home === '' || home === separator) return path;
  const isBelow = fold(path) === home || fold(path).startsWith(home + separator);
  return isBelow ? `~${path.slice(homeFolder.length)}` : path;
}
