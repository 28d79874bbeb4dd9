// Finds the drivers of this machine and asks each what it sees, for the host's own check.
import type { HostConfig } from '../config.ts';
import type { DriverRegistry } from '../token/driver-registry.ts';
import { findModules } from '../token/find-modules.ts';
import type { DoctorOptions } from './run-doctor.ts';

/** @param openDrivers opens the same modules, so that its reports stand in their order */
export async function askDrivers(
  config: HostConfig,
  openDrivers: () => Promise<DriverRegistry>,
): ReturnType<DoctorOptions['askDrivers']> {
  const modules = await findModules(config, {
    platform: process.platform,
    architecture: process.arch,
    environment: process.env,
  });
  const { reports, leftToSkf } = await (await openDrivers()).listTokens();
  return { modules, reports, leftToSkf };
}
