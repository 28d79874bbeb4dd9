// The real host as it was in version 1 of the protocol: a program between browser and host that lets no more be agreed on.
// Started by the browser in the host's place; its first argument is the host's script.
import { spawn } from 'node:child_process';
import { encodeFrame, type Frame, FrameReader } from '../../../native-host/framing.ts';

const [script = '', ...args] = process.argv.slice(2);
const host = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
const maxFrameBytes = 64 * 1024 * 1024;

interface Message {
  readonly id?: string;
  readonly command?: string;
  readonly params?: Record<string, unknown>;
  readonly result?: Record<string, unknown>;
}

const hellos = new Set<string | undefined>();

function capRequest(message: Message): Message {
  if (message.command !== 'hello') return message;
  hellos.add(message.id);
  return { ...message, params: { ...message.params, protocolMax: 1 } };
}

function capReply(message: Message): Message {
  return hellos.delete(message.id) ? { ...message, result: { ...message.result, protocolMax: 1 } } : message;
}

function relay(from: NodeJS.ReadableStream, to: NodeJS.WritableStream, cap: (message: Message) => Message): void {
  const reader = new FrameReader(maxFrameBytes);
  const pass = (frame: Frame) => {
    if ('payload' in frame) to.write(encodeFrame(JSON.stringify(cap(JSON.parse(frame.payload.toString('utf8'))))));
  };
  from.on('data', (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) pass(frame);
  });
}

relay(process.stdin, host.stdin, capRequest);
relay(host.stdout, process.stdout, capReply);
process.stdin.once('end', () => host.stdin.end());
host.once('exit', (code) => process.exit(code ?? 1));
