// Finds this machine's drivers and gives each a process of its own, started when it is first asked.
import type { HostConfig } from '../config.ts';
import type { Log } from '../log.ts';
import { findScript } from '../single-executable.ts';
import { DriverProcess } from './driver-process.ts';
import { DriverRegistry } from './driver-registry.ts';
import { findHelper } from './find-helper.ts';
import { findModules } from './find-modules.ts';

/**
 * @param config the host's configuration: further drivers, or only those
 * @param onStart told of each driver's process before it is asked anything
 */
export async function openDrivers(
  config: HostConfig,
  log: Log,
  onStart?: (pid: number) => void,
): Promise<DriverRegistry> {
  const modules = await findModules(config, {
    platform: process.platform,
    architecture: process.arch,
    environment: process.env,
    helper: findHelper(),
  });
  log.info('drivers-found', { count: modules.length, files: modules.map(({ fileName }) => fileName).join() });
  return new DriverRegistry(modules, ({ path, kind, driverName, fileName, helper }) => {
    const through = helper === undefined ? [] : [helper];
    const command: [string, ...string[]] = [
      process.execPath,
      ...selfArguments(),
      kind === 'skf' ? '--skf-driver' : '--driver',
      path,
      ...through,
    ];
    return new DriverProcess({ command, driverName, fileName, log, ...(onStart ? { onStart } : {}) });
  });
}

/** The script to run, none when the host is one executable file. */
function selfArguments(): string[] {
  const script = findScript();
  return script === undefined ? [] : [script];
}
