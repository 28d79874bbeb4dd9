// watch-tokens: says that tokens came or went, for as long as a window wants to know. Nobody watches, nobody looks.
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../shared/errors/app-error.ts';
import type { Command, CommandContext } from './command.ts';

/** Seen within two seconds, with a slow reader's look in between. */
const pauseMs = 900;

/**
 * Never ends well: until cancelled, or until the browser goes.
 * @throws AppError OPERATION_CANCELLED
 */
export const watchTokens: Command<'watch-tokens'> = async (_params, context) => {
  const drivers = await context.openDrivers();
  // What list-tokens saw last is what the window knows: a change since then is news already at the first look.
  let known = drivers.changeCount;
  while (!context.signal.aborted) {
    // C_WaitForSlotEvent would block the driver for everybody. And a look behind a key generation would wait
    // for it until its own deadline ends the driver: while a command is at work, or one comes, there is none.
    if (context.isIdle()) {
      const count = await drivers.lookForChanges();
      if (count !== known) context.sendEvent('tokens-changed');
      known = count;
    }
    await pause(context);
  }
  throw new AppError('OPERATION_CANCELLED');
};

async function pause({ signal }: CommandContext): Promise<void> {
  // Aborted: the loop looks at the signal next.
  await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
}
