// What a command is: a function from checked parameters to a result, with everything it may use handed in.
import type { CommandName, CommandParams, CommandResult } from '../../shared/protocol/messages.ts';
import type { PerRequest } from '../command-set.ts';
import type { HostConfig } from '../config.ts';
import type { HostPaths } from '../host-paths.ts';
import type { OrderJournal } from '../journal/order-journal.ts';
import type { TokenLocks } from '../journal/token-locks.ts';
import type { DriverRegistry } from '../token/driver-registry.ts';

export interface CommandContext extends PerRequest {
  /** Found and started when first asked for: the journal can be read with no driver on the machine. */
  openDrivers(): Promise<DriverRegistry>;
  readonly journal: OrderJournal;
  readonly locks: TokenLocks;
  now(): Date;
  readonly config: HostConfig;
  readonly paths: HostPaths;
}

export type Command<C extends CommandName> = (
  params: CommandParams<C>,
  context: CommandContext,
) => Promise<CommandResult<C>>;
