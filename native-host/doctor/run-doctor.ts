// The host's look at its own installation: every check, in the order in which a help desk asks.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type { CommandResult, DriverReport } from '../../shared/protocol/messages.ts';
import type { DoctorCheck } from '../../shared/protocol/token-care.ts';
import { productVersion } from '../../shared/version.ts';
import type { HostPaths } from '../host-paths.ts';
import { listBrowsers } from '../registration/browsers.ts';
import { findLauncher } from '../registration/find-launcher.ts';
import { hideHome, type Machine } from '../registration/machine.ts';
import type { FoundModule } from '../token/find-modules.ts';
import type { LeftToSkf } from '../token/join-twins.ts';
import { checkConfinedBrowsers } from './check-confined-browsers.ts';
import { checkDrivers } from './check-drivers.ts';
import { checkPolicies } from './check-policies.ts';
import { checkRegistration } from './check-registration.ts';
import { checkConfiguration, checkDiskSpace, checkJournal } from './check-storage.ts';

export interface DoctorOptions {
  readonly machine: Machine;
  readonly paths: HostPaths;
  /** What browsers are to start; by default this program's own. */
  readonly launcher?: string;
  /** Finds the drivers and asks each; reports stand in the order of the modules. */
  askDrivers(): Promise<{
    modules: readonly FoundModule[];
    reports: readonly DriverReport[];
    leftToSkf?: readonly LeftToSkf[];
  }>;
}

/** Changes nothing on the machine. Paths in the answer show the home folder as `~`. */
export async function runDoctor({
  machine,
  paths,
  launcher = findLauncher(),
  askDrivers,
}: DoctorOptions): Promise<CommandResult<'doctor'>> {
  const browserChecks = await Promise.all(
    listBrowsers(machine.platform).map(async (browser) => {
      const { check, scope } = await checkRegistration(machine, browser, launcher);
      const policies = await checkPolicies(machine, browser, scope);
      return policies ? [check, policies] : [check];
    }),
  );
  const { modules, reports, leftToSkf } = await askDrivers();
  return {
    hostVersion: productVersion,
    nodeVersion: process.versions.node,
    platform: machine.platform,
    architecture: process.arch,
    checks: [
      await checkProgram(machine, launcher),
      ...browserChecks.flat(),
      ...checkConfinedBrowsers(machine),
      ...checkDrivers(machine, modules, reports, leftToSkf),
      checkConfiguration(machine, paths),
      await checkJournal(machine, paths),
      await checkDiskSpace(machine, paths),
    ],
  };
}

async function checkProgram(machine: Machine, launcher: string): Promise<DoctorCheck> {
  const isThere = await access(launcher, constants.X_OK).then(
    () => true,
    () => false,
  );
  const details = { path: hideHome(machine, launcher), reason: isThere ? 'program-there' : 'program-missing' };
  return { check: 'program', status: isThere ? 'ok' : 'problem', details };
}
