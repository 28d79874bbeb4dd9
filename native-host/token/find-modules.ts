// Which drivers are on this machine: the administrator's first, then the known ones, each real file once.
import { realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { HostConfig } from '../config.ts';
import type { DriverHelper } from './find-helper.ts';
import { isGuardedFile } from './is-guarded-file.ts';
import { type Architecture, readFileArchitectures } from './module-architecture.ts';
import { driverFolders, knownDrivers, type ModuleKind } from './modules.ts';

export interface FoundModule {
  readonly driverName: string;
  readonly kind: ModuleKind;
  readonly path: string;
  readonly fileName: string;
  /** What the file was built for; empty when it is no library or cannot be read. */
  readonly architectures: readonly Architecture[];
  /** Whether this process can load it, or its helper, and may. */
  readonly isLoadable: boolean;
  /** True where others than administrators could have put it there, or replaced it: then it is not loaded. */
  readonly isUnguarded?: boolean;
  /** The helper that has to load it, where this process cannot. */
  readonly helper?: string;
}

export interface ModuleSearch {
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly helper?: DriverHelper | null;
}

type Candidate = Pick<FoundModule, 'driverName' | 'kind' | 'path'>;

/** Candidates in the order of preference, existing or not. */
function listCandidates(config: HostConfig, search: ModuleSearch): Candidate[] {
  const configured = config.drivers.map(({ name, path, kind = 'pkcs11' }) => ({ driverName: name, kind, path }));
  const { platform } = search;
  if (!config.useKnownDrivers || (platform !== 'win32' && platform !== 'linux' && platform !== 'darwin'))
    return configured;
  const folders = driverFolders[platform].map((folder) =>
    folder.replace(/%(\w+)%/g, (_, name: string) => search.environment[name] ?? ''),
  );
  const known = knownDrivers.flatMap((driver) =>
    (driver[platform] ?? []).flatMap((file) =>
      folders.map((folder) => ({ driverName: driver.name, kind: driver.kind ?? 'pkcs11', path: join(folder, file) })),
    ),
  );
  return [...configured, ...known];
}

/**
 * The drivers present on this machine. A known driver that is absent is left out; one that the administrator
 * named is kept even when its file is missing, so that it can be reported.
 */
export async function findModules(config: HostConfig, search: ModuleSearch): Promise<FoundModule[]> {
  const candidates = listCandidates(config, search);
  const inspected = await Promise.all(
    candidates.map(async ({ driverName, kind, path }, index) => {
      const file = await realpath(path).catch(() => null);
      if (file === null && index >= config.drivers.length) return null;
      const architectures = file === null ? [] : await readFileArchitectures(file).catch(() => []);
      const found = { driverName, kind, path: file ?? path, fileName: basename(path), architectures };
      if (file !== null && !(await isGuardedFile(file, search.platform, search.environment)))
        return { ...found, isLoadable: false, isUnguarded: true };
      if (architectures.includes(search.architecture as Architecture)) return { ...found, isLoadable: true };
      const { helper } = search;
      return helper && architectures.includes(helper.architecture)
        ? { ...found, isLoadable: true, helper: helper.path }
        : { ...found, isLoadable: false };
    }),
  );
  const byFile = new Map<string, FoundModule>();
  for (const module of inspected) {
    // One file may be a library of both kinds.
    const key = module && JSON.stringify([module.kind, module.path]);
    if (key && !byFile.has(key)) byFile.set(key, module);
  }
  const found = [...byFile.values()];
  // A 32-bit twin in SysWOW64 is no news when the 64-bit file of the same name can be loaded, and would show its tokens twice.
  return found.filter(
    (module) =>
      isDirect(module) || !found.some((other) => isBetter(other, module) && other.driverName === module.driverName),
  );
}

const isDirect = ({ isLoadable, helper }: FoundModule) => isLoadable && helper === undefined;

const isBetter = (one: FoundModule, other: FoundModule) => isDirect(one) || (one.isLoadable && !other.isLoadable);
