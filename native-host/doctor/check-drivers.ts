// The drivers on this machine: found, of the right bitness, loadable, and how many U盾 each sees.
import type { DriverReport } from '../../shared/protocol/messages.ts';
import type { DoctorCheck } from '../../shared/protocol/token-care.ts';
import { hideHome, type Machine } from '../registration/machine.ts';
import type { FoundModule } from '../token/find-modules.ts';
import type { LeftToSkf } from '../token/join-twins.ts';

/**
 * @param modules what findModules found
 * @param reports of the same modules in the same order, from asking each (a crash or a hang is a report, too)
 * @param leftToSkf whose tokens another library works with, and why
 */
export function checkDrivers(
  machine: Machine,
  modules: readonly FoundModule[],
  reports: readonly DriverReport[],
  leftToSkf: readonly LeftToSkf[] = [],
): DoctorCheck[] {
  if (modules.length === 0) return [{ check: 'drivers', status: 'problem', details: { reason: 'no-driver' } }];
  const isAnyGood = reports.some(({ status }) => status === 'ok');
  return modules.map((module, index) => {
    const report = reports[index];
    const isGood = report?.status === 'ok';
    const left = leftToSkf.find(({ path }) => path === module.path);
    return {
      check: `driver-${index + 1}`,
      // A clerk with one working driver need not care for another that does not work.
      status: isGood ? 'ok' : isAnyGood ? 'warning' : 'problem',
      details: {
        driver: module.driverName,
        reason: left ? `driver-left-${left.reason}` : isGood ? 'driver-works' : nameReason(report),
        ...(left ? { skf: left.skfDriverName } : {}),
        path: hideHome(machine, module.path),
        architecture: module.architectures.join('+') || 'none',
        ...(report ? { tokens: report.tokenCount } : {}),
        ...(report?.errorCode === undefined ? {} : { code: report.errorCode }),
        ...(report?.reason === undefined ? {} : { said: report.reason }),
      },
    };
  });
}

function nameReason(report: DriverReport | undefined): string {
  if (report?.errorCode === 'DRIVER_INITIALIZE_FAILED') return 'driver-not-started';
  return `driver-${report?.status ?? 'failed'}`;
}
