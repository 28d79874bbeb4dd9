// The conversation with the browser: frame → schema → command → frame. The one place of the host that catches errors.
import type { Readable, Writable } from 'node:stream';
import { AppError, toAppError } from '../shared/errors/app-error.ts';
import { maxOpenRequests, maxReplyBytes, maxRequestBytes } from '../shared/protocol/limits.ts';
import type { HostReply } from '../shared/protocol/messages.ts';
import { cancelSchemas, type HostRequest, helloSchemas, requestSchema } from '../shared/protocol/request.ts';
import { protocolRange } from '../shared/version.ts';
import { checkParams } from './check-params.ts';
import type { CommandSet, PerRequest } from './command-set.ts';
import { encodeFrame, type Frame, FrameReader } from './framing.ts';
import { hello } from './hello.ts';
import { describeError, type Log } from './log.ts';
import { tellError } from './tell-error.ts';

export interface ServeOptions {
  readonly input: Readable;
  readonly output: Writable;
  readonly log: Log;
  /** When set, every request is answered with it: the caller is not allowed, or the configuration is wrong. */
  readonly refusal?: AppError | undefined;
  /** Called at the first command that needs more than the protocol. */
  openCommands(): Promise<CommandSet>;
}

/** Runs beside the others for as long as a window is open; it keeps out of their way by itself. */
const commandWithoutTurn = 'watch-tokens';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** Serves requests until the input ends; then stops running commands at their next safe point and waits for them. */
export async function serve({ input, output, log, refusal, openCommands }: ServeOptions): Promise<void> {
  const running = new Map<string, { abort: AbortController; done: Promise<void> }>();
  let commands: Promise<CommandSet> | undefined;
  /** Commands take turns: PKCS#11 login state is one for the whole process. `hello` and `cancel` do not wait. */
  let turn: Promise<void> = Promise.resolve();
  let turnsTaken = 0;
  let protocol: number = protocolRange.min;

  const send = (reply: HostReply) => {
    const frame = encodeFrame(JSON.stringify(reply));
    // The browser would cut the connection over a longer one.
    if (frame.length <= maxReplyBytes) output.write(frame);
    else sendError(reply.id, new AppError('INTERNAL_ERROR', { reason: 'reply too large', bytes: frame.length }));
  };
  const sendError = (id: string | null, error: AppError) => send({ id, ok: false, error: tellError(error, protocol) });

  const fail = (id: string | null, command: string, error: unknown) => {
    const appError = toAppError(error);
    const level = appError.code === 'INTERNAL_ERROR' ? 'error' : 'info';
    // Of a command that nobody knows the name is as good as content.
    const name = appError.code === 'COMMAND_UNKNOWN' || refusal ? '' : command;
    log[level]('request-failed', { command: name, code: appError.code, reason: describeError(error) });
    sendError(id, appError);
  };

  const perform = async ({ command, params }: HostRequest, perRequest: PerRequest): Promise<unknown> => {
    if (refusal) throw refusal;
    if (command === 'hello') {
      const agreed = hello(checkParams(helloSchemas.params, params));
      protocol = agreed.protocol;
      return agreed;
    }
    if (command === 'cancel') {
      const target = running.get(checkParams(cancelSchemas.params, params).requestId);
      target?.abort.abort();
      return { isCancelling: target !== undefined };
    }
    const run = async () => {
      if (perRequest.signal.aborted) throw new AppError('OPERATION_CANCELLED');
      commands ??= openCommands();
      return (await commands).run(command, params, perRequest);
    };
    if (command === commandWithoutTurn) return run();
    turnsTaken += 1;
    const result = turn.then(run);
    const endTurn = () => {
      turnsTaken -= 1;
    };
    turn = result.then(endTurn, endTurn);
    return result;
  };

  const start = (request: HostRequest) => {
    const { id, command } = request;
    if (running.has(id)) throw new AppError('REQUEST_MALFORMED', { reason: 'id in use' });
    // A cancel frees a place, and is answered at once.
    if (running.size >= maxOpenRequests && command !== 'cancel')
      throw new AppError('HOST_BUSY', { maxRequests: maxOpenRequests });
    const abort = new AbortController();
    const done = perform(request, {
      signal: abort.signal,
      reportProgress: (step) => send({ id, progress: { step } }),
      sendEvent: (event) => send({ id, event }),
      protocol,
      isIdle: () => turnsTaken === 0,
    })
      .then(
        (result) => send({ id, ok: true, result }),
        (error: unknown) => fail(id, command, error),
      )
      .finally(() => running.delete(id));
    running.set(id, { abort, done });
  };

  const accept = (frame: Frame) => {
    let id: string | null = null;
    try {
      const json = parseFrame(frame);
      id = readId(json);
      start(checkParams(requestSchema, json));
    } catch (error) {
      fail(id, '', error);
    }
  };

  const reader = new FrameReader(maxRequestBytes);
  // Events instead of `for await`, which makes Node load a third of its stream library before hello is answered.
  input.on('data', (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) accept(frame);
  });
  await new Promise<void>((resolve) => {
    input.once('end', resolve);
    input.once('error', () => resolve());
  });
  for (const { abort } of running.values()) abort.abort();
  await (await commands)?.hurry();
  await Promise.all([...running.values()].map(({ done }) => done));
  await (await commands)?.close();
}

function parseFrame(frame: Frame): unknown {
  if ('skippedBytes' in frame)
    throw new AppError('REQUEST_TOO_LARGE', { bytes: frame.skippedBytes, maxBytes: maxRequestBytes });
  try {
    return JSON.parse(strictUtf8.decode(frame.payload));
  } catch (error) {
    throw new AppError('REQUEST_MALFORMED', { reason: 'not JSON' }, { cause: error });
  }
}

/** The id of even a malformed request, so that its sender is not left waiting. */
function readId(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('id' in json)) return null;
  const { id } = json;
  return typeof id === 'string' && id.length > 0 && id.length <= 64 ? id : null;
}
