// One request over the port, one reply back. Every reply is checked against the protocol before anybody sees it.
import { AppError, type ErrorDetails } from '../../shared/errors/app-error.ts';
import { isErrorCode } from '../../shared/errors/error-table.ts';
import {
  type CommandName,
  type CommandParams,
  type CommandResult,
  commandSchemas,
  commandVersions,
  type HostEvent,
  type ProgressStep,
  paramVersions,
  replySchema,
} from '../../shared/protocol/messages.ts';
import { type RecordTrace, trace } from '../base/trace.ts';

/** What we need of `runtime.Port`. */
export interface HostPort {
  postMessage(message: unknown): void;
  disconnect(): void;
  readonly onMessage: { addListener(listener: (message: unknown) => void): void };
  readonly onDisconnect: { addListener(listener: (port: { error?: { message: string } | undefined }) => void): void };
}

interface CallOptions {
  readonly onProgress?: ((step: ProgressStep) => void) | undefined;
  readonly onEvent?: ((event: HostEvent) => void) | undefined;
  /** Aborting asks the host to stop at its next safe point; its answer, good or bad, is then awaited as usual. */
  readonly signal?: AbortSignal | undefined;
}

/** Calls one command of the host. Rejects with an AppError only. */
export type CallHost = <C extends CommandName>(
  command: C,
  params: CommandParams<C>,
  options?: CallOptions,
) => Promise<CommandResult<C>>;

/** How long an answer may take; key generation on a card may take 146 s and the host itself ends it at 180 s. */
const deadlineMs: Record<CommandName, number> = {
  hello: 15_000,
  'list-tokens': 60_000,
  // The PIN may have to be typed on the reader.
  'verify-pin': 120_000,
  'create-request': 330_000,
  'update-order': 20_000,
  'install-certificate': 240_000,
  'list-orders': 20_000,
  'resume-order': 30_000,
  'abandon-order': 120_000,
  cancel: 20_000,
  // On a pad the new PIN is typed twice; the host itself ends it at 180 s.
  'change-pin': 200_000,
  'unblock-pin': 200_000,
  'inspect-token': 120_000,
  'clean-up': 120_000,
  'retire-certificate': 120_000,
  'confirm-order': 20_000,
  // Runs as long as the window does.
  'watch-tokens': 2 ** 31 - 1,
  doctor: 60_000,
  'list-certificates': 60_000,
  'sign-content': 120_000,
  'generate-request': 330_000,
  'read-response': 20_000,
  'install-response': 240_000,
};

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: AppError) => void;
  readonly onProgress: CallOptions['onProgress'];
  readonly onEvent: CallOptions['onEvent'];
}

export interface HostCaller {
  readonly call: CallHost;
  readonly isClosed: () => boolean;
  readonly close: () => void;
}

/** A newer host may know codes that this build does not. */
function readError({ code, details }: { code: string; details: ErrorDetails }): AppError {
  return isErrorCode(code) ? new AppError(code, details) : new AppError('REPLY_NOT_UNDERSTOOD', { code });
}

/** Without what an older host would refuse as unknown. */
function dropLaterParams(command: CommandName, params: object, protocol: number | undefined): object {
  const versions = paramVersions[command];
  if (!versions || protocol === undefined) return params;
  return Object.fromEntries(Object.entries(params).filter(([name]) => (versions[name] ?? 1) <= protocol));
}

/**
 * Speaks the protocol over `port`. `explainDisconnect` says why the port ended; calls that wait then are
 * rejected with it, later ones too. `record` hears of every request when it has ended.
 */
export function createHostCaller(
  port: HostPort,
  explainDisconnect: (port: { error?: { message: string } | undefined }) => AppError,
  record: RecordTrace = () => undefined,
): HostCaller {
  const pending = new Map<string, Pending>();
  let ended: AppError | undefined;
  /** What hello agreed on. */
  let agreed: CommandResult<'hello'> | undefined;

  function end(error: AppError): void {
    ended ??= error;
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  }

  function receive(message: unknown): void {
    const parsed = replySchema.safeParse(message);
    const reply = parsed.data;
    if (!reply || reply.id === null) {
      // It cannot be matched to its request: whoever waits must not wait for ever.
      end(reply && 'error' in reply ? readError(reply.error) : new AppError('REPLY_NOT_UNDERSTOOD'));
      port.disconnect();
      return;
    }
    const waiting = pending.get(reply.id);
    if ('progress' in reply) {
      waiting?.onProgress?.(reply.progress.step);
      return;
    }
    if ('event' in reply) {
      waiting?.onEvent?.(reply.event);
      return;
    }
    pending.delete(reply.id);
    if (reply.ok) waiting?.resolve(reply.result);
    else waiting?.reject(readError(reply.error));
  }

  function exchange(command: CommandName, params: unknown, id: string, options: CallOptions): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      const timer = setTimeout(() => {
        pending.delete(id);
        reject(new AppError('HOST_TIMEOUT', { command }));
      }, deadlineMs[command]);
      const settle =
        <T>(finish: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer);
          options.signal?.removeEventListener('abort', cancel);
          finish(value);
        };
      const cancel = () => void call('cancel', { requestId: id }).catch(() => undefined);
      options.signal?.addEventListener('abort', cancel, { once: true });
      pending.set(id, {
        resolve: settle(resolve),
        reject: settle(reject),
        onProgress: options.onProgress,
        onEvent: options.onEvent,
      });
      try {
        port.postMessage({ id, command, params });
      } catch (cause) {
        // The port is gone and its disconnect event is still on its way.
        end(new AppError('HOST_EXITED', {}, { cause }));
      }
    });
  }

  async function call<C extends CommandName>(
    command: C,
    params: CommandParams<C>,
    options: CallOptions = {},
  ): Promise<CommandResult<C>> {
    if (options.signal?.aborted) throw new AppError('OPERATION_CANCELLED');
    // A host that is older than the command would only not know it; said before anything, a PIN above all, is sent.
    if (agreed && (commandVersions[command] ?? 1) > agreed.protocol)
      throw new AppError('HOST_TOO_OLD', { hostVersion: agreed.hostVersion, command });
    const requestId = crypto.randomUUID();
    const result = await trace({ side: 'host', name: command, requestId }, record, async () => {
      const answer = await exchange(command, dropLaterParams(command, params, agreed?.protocol), requestId, options);
      const parsed = commandSchemas[command].result.safeParse(answer);
      if (!parsed.success) throw new AppError('REPLY_NOT_UNDERSTOOD', { command });
      return parsed;
    });
    if (command === 'hello') agreed = result.data as CommandResult<'hello'>;
    return result.data as CommandResult<C>;
  }

  port.onMessage.addListener(receive);
  port.onDisconnect.addListener((disconnected) => end(explainDisconnect(disconnected)));

  return {
    call,
    isClosed: () => ended !== undefined,
    close: () => {
      end(new AppError('OPERATION_CANCELLED'));
      port.disconnect();
    },
  };
}
