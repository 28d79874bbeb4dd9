// doctor: how the host itself is installed. Paths are shown with the home folder as `~`.
import { AppError } from '../../shared/errors/app-error.ts';
import { askDrivers } from '../doctor/ask-drivers.ts';
import { runDoctor } from '../doctor/run-doctor.ts';
import { readMachine } from '../registration/machine.ts';
import type { Command } from './command.ts';

export const doctor: Command<'doctor'> = async (_params, { config, paths, openDrivers }) => {
  const machine = readMachine();
  if (!machine) throw new AppError('INTERNAL_ERROR', { reason: `unknown platform ${process.platform}` });
  return runDoctor({ machine, paths, askDrivers: () => askDrivers(config, openDrivers) });
};
