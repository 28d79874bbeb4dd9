// Command names and what runs them, with what they all use. Loaded at the first command after hello: it brings the X.509 code.
import { AppError } from '../../shared/errors/app-error.ts';
import { type CommandName, commandSchemas, commandVersions } from '../../shared/protocol/messages.ts';
import { checkParams } from '../check-params.ts';
import type { CommandSet, PerRequest } from '../command-set.ts';
import type { HostConfig } from '../config.ts';
import type { HostPaths } from '../host-paths.ts';
import { OrderJournal } from '../journal/order-journal.ts';
import { TokenLocks } from '../journal/token-locks.ts';
import type { Log } from '../log.ts';
import type { DriverRegistry } from '../token/driver-registry.ts';
import { openDrivers } from '../token/open-drivers.ts';
import { abandonOrder } from './abandon-order.ts';
import { changePin } from './change-pin.ts';
import { cleanUp } from './clean-up.ts';
import type { Command, CommandContext } from './command.ts';
import { confirmOrder } from './confirm-order.ts';
import { createRequest } from './create-request.ts';
import { doctor } from './doctor.ts';
import { generateRequest } from './generate-request.ts';
import { inspectToken } from './inspect-token.ts';
import { installCertificate } from './install-certificate.ts';
import { installResponse } from './install-response.ts';
import { listCertificates } from './list-certificates.ts';
import { listOrders } from './list-orders.ts';
import { listTokens } from './list-tokens.ts';
import { readResponse } from './read-response.ts';
import { resumeOrder } from './resume-order.ts';
import { retireCertificate } from './retire-certificate.ts';
import { signContent } from './sign-content.ts';
import { unblockPin } from './unblock-pin.ts';
import { updateOrder } from './update-order.ts';
import { verifyPin } from './verify-pin.ts';
import { watchTokens } from './watch-tokens.ts';

/** `hello` and `cancel` are answered by serve.ts, in front of the lazy border. */
type TableCommand = Exclude<CommandName, 'hello' | 'cancel'>;

const commands: { readonly [C in TableCommand]: Command<C> } = {
  'list-tokens': listTokens,
  'verify-pin': verifyPin,
  'create-request': createRequest,
  'update-order': updateOrder,
  'install-certificate': installCertificate,
  'list-orders': listOrders,
  'resume-order': resumeOrder,
  'abandon-order': abandonOrder,
  'change-pin': changePin,
  'unblock-pin': unblockPin,
  'inspect-token': inspectToken,
  'clean-up': cleanUp,
  'retire-certificate': retireCertificate,
  'confirm-order': confirmOrder,
  'watch-tokens': watchTokens,
  doctor,
  'list-certificates': listCertificates,
  'sign-content': signContent,
  'generate-request': generateRequest,
  'read-response': readResponse,
  'install-response': installResponse,
};

/** Opens the journal and, when first needed, the drivers. */
export function openCommands(config: HostConfig, paths: HostPaths, log: Log): CommandSet {
  const locks = new TokenLocks(paths.lockFolder);
  let drivers: Promise<DriverRegistry> | undefined;
  const shared: Omit<CommandContext, keyof PerRequest> = {
    openDrivers: () => {
      drivers ??= openDrivers(config, log, (pid) => locks.addDriver(pid));
      return drivers;
    },
    journal: new OrderJournal(paths.journalFolder),
    locks,
    now: () => new Date(),
    config,
    paths,
  };
  return {
    async run(command, params, perRequest) {
      // A name that is none of ours may be anything, a PIN in the wrong place too: it is not said back.
      if (!isTableCommand(command)) throw new AppError('COMMAND_UNKNOWN');
      if ((commandVersions[command] ?? 1) > perRequest.protocol) throw new AppError('COMMAND_UNKNOWN', { command });
      const run = commands[command] as Command<CommandName>;
      return run(checkParams(commandSchemas[command].params, params) as never, { ...shared, ...perRequest });
    },
    async hurry() {
      (await drivers)?.hurry();
    },
    async close() {
      await (await drivers)?.close();
      locks.releaseAll();
    },
  };
}

function isTableCommand(command: string): command is TableCommand {
  return Object.hasOwn(commands, command);
}
