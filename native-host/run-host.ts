// One run of the host: configuration, caller, conversation, end.
import { AppError, toAppError } from '../shared/errors/app-error.ts';
import { defaultConfig, type HostConfig, readConfig } from './config.ts';
import { findHostPaths } from './host-paths.ts';
import { createLog } from './log.ts';
import { serve } from './serve.ts';

/** Serves the browser on stdin and stdout until it goes. @param caller who started us, null when unknown */
export async function runHost(caller: string | null, allowedCallers: readonly string[]): Promise<void> {
  const paths = findHostPaths();
  let config: HostConfig = defaultConfig;
  let refusal: AppError | undefined;
  try {
    config = readConfig(paths.configFile);
  } catch (error) {
    refusal = toAppError(error);
  }
  const isAllowed = caller !== null && (allowedCallers.includes(caller) || config.allowedCallers.includes(caller));
  if (!isAllowed) refusal = new AppError('CALLER_NOT_ALLOWED');
  const log = createLog(config.logLevel, (line) => process.stderr.write(line));
  // The browser may go before it has read everything; what was to be kept is in the journal.
  process.stdout.on('error', (error) => log.info('browser-gone', { reason: error.message }));
  await serve({
    input: process.stdin,
    output: process.stdout,
    log,
    refusal,
    openCommands: async () => (await import('./commands/command-table.ts')).openCommands(config, paths, log),
  });
}
