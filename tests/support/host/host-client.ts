// Talks to a real host process as a browser does: frames in, frames out.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { encodeFrame, FrameReader } from '../../../native-host/framing.ts';
import { AppError } from '../../../shared/errors/app-error.ts';
import { isErrorCode } from '../../../shared/errors/error-table.ts';
import { chromiumExtensionId } from '../../../shared/product-ids.ts';
import {
  type CommandName,
  type CommandParams,
  type CommandResult,
  commandSchemas,
  commandVersions,
  type HostEvent,
  type HostReply,
  replySchema,
} from '../../../shared/protocol/messages.ts';
import { protocolRange } from '../../../shared/version.ts';

export const hostScript = fileURLToPath(new URL('../../../dist/host/host.cjs', import.meta.url));

export interface HostClient {
  /**
   * Calls a command; progress steps are added to `steps`. Before the first one that came later than version 1, or changed
   * since, it agrees on the newest version. @throws AppError as the host answered
   */
  call<C extends CommandName>(command: C, params: CommandParams<C>): Promise<CommandResult<C>>;
  /** Sends any JSON text as a frame. */
  sendText(json: string): void;
  sendBytes(bytes: Uint8Array): void;
  /** The next reply that no call waits for. */
  nextReply(): Promise<HostReply>;
  /** The same as the bytes had it. */
  nextText(): Promise<string>;
  /** Watches tokens until stopped; `events` grows with each one. `stop` gives the answer that ended it. */
  watchTokens(): Promise<{ readonly events: HostEvent[]; stop(): Promise<HostReply> }>;
  /** Progress of all calls so far: `command step`. */
  readonly steps: string[];
  /** Everything on stderr. */
  readonly logText: () => string;
  readonly pid: number;
  /** Ends the input, as a closed window does. @returns the exit code */
  close(): Promise<number | null>;
  /** As a power cut or Task Manager does. */
  kill(): Promise<void>;
}

export interface HostClientOptions {
  /** Added to the environment: SOFTHSM2_CONF, XDG_DATA_HOME, XDG_CONFIG_HOME, … */
  readonly environment: Readonly<Record<string, string>>;
  readonly caller?: readonly string[];
  /** Program and first arguments, for a host that is installed otherwise. */
  readonly command?: readonly [string, ...string[]];
}

/** Starts the built host. */
export function startHost({ environment, caller, command }: HostClientOptions): HostClient {
  const [program, ...first] = command ?? [process.execPath, hostScript];
  const args = [...first, ...(caller ?? [`chrome-extension://${chromiumExtensionId}/`])];
  const child: ChildProcessWithoutNullStreams = spawn(program, args, {
    env: { ...process.env, ...environment },
  });
  const reader = new FrameReader(64 * 1024 * 1024);
  const waiting = new Map<string, { resolve: (reply: HostReply) => void; command: string; events: HostEvent[] }>();
  let agreement: Promise<unknown> | undefined;
  const stray: string[] = [];
  const strayWaiters: ((text: string) => void)[] = [];
  const steps: string[] = [];
  let logText = '';
  let nextId = 1;

  const deliver = (text: string) => {
    const reply = replySchema.parse(JSON.parse(text));
    const pending = reply.id === null ? undefined : waiting.get(reply.id);
    if (!pending || reply.id === null) {
      const waiter = strayWaiters.shift();
      if (waiter) waiter(text);
      else stray.push(text);
      return;
    }
    if ('progress' in reply) {
      steps.push(`${pending.command} ${reply.progress.step}`);
      return;
    }
    if ('event' in reply) {
      pending.events.push(reply.event);
      return;
    }
    waiting.delete(reply.id);
    pending.resolve(reply);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) {
      if ('payload' in frame) deliver(frame.payload.toString('utf8'));
    }
  });
  child.stderr.on('data', (chunk: Buffer) => {
    logText += chunk.toString('utf8');
  });
  child.stdin.on('error', () => undefined);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  void exited.then((code) => {
    for (const [id, { resolve }] of waiting)
      resolve({ id, ok: false, error: { code: 'HOST_EXITED', details: { code: code ?? -1 } } });
  });

  const begin = (command: CommandName, params: unknown) => {
    const id = `call-${nextId++}`;
    const events: HostEvent[] = [];
    const answer = new Promise<HostReply>((resolve) => waiting.set(id, { resolve, command, events }));
    child.stdin.write(encodeFrame(JSON.stringify({ id, command, params })));
    return { id, events, answer };
  };
  const agree = async () => {
    const { min: protocolMin, max: protocolMax } = protocolRange;
    readAnswer('hello', await begin('hello', { protocolMin, protocolMax, extensionVersion: '0' }).answer);
  };
  const call: HostClient['call'] = async (command, params) => {
    if (commandVersions[command] !== undefined || command === 'create-request' || command === 'install-certificate') {
      agreement ??= agree();
      await agreement;
    }
    return readAnswer(command, await begin(command, params).answer);
  };

  const nextText = () =>
    new Promise<string>((resolve) => {
      const text = stray.shift();
      if (text !== undefined) resolve(text);
      else strayWaiters.push(resolve);
    });

  return {
    call,
    async watchTokens() {
      agreement ??= agree();
      await agreement;
      const { id, events, answer } = begin('watch-tokens', {});
      return {
        events,
        async stop() {
          await call('cancel', { requestId: id });
          return answer;
        },
      };
    },
    sendText: (json) => child.stdin.write(encodeFrame(json)),
    sendBytes: (bytes) => child.stdin.write(bytes),
    nextText,
    nextReply: async () => replySchema.parse(JSON.parse(await nextText())),
    steps,
    logText: () => logText,
    pid: child.pid ?? -1,
    async close() {
      child.stdin.end();
      return exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function readAnswer<C extends CommandName>(command: C, reply: HostReply): CommandResult<C> {
  if (!('ok' in reply)) throw new Error('news cannot end a call');
  if (reply.ok) return commandSchemas[command].result.parse(reply.result) as CommandResult<C>;
  const { code, details } = reply.error;
  throw isErrorCode(code) ? new AppError(code, details) : new Error(`unknown code ${code}`);
}
