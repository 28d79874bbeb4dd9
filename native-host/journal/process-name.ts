// Names of processes by which others can tell for certain whether they still live: a number alone comes round again, and
// clocks are set back.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/** Opaque: `process/NUMBER/START`, where START is of this start of the machine only, or on Windows `pipe/NAME`. */
export type ProcessName = string;

/** A busy pipe is somebody's; no answer within this time is as good as busy. */
const pipePatienceMs = 2_000;

/**
 * This process' name. On Windows a named pipe, which the system takes away with the process; it is opened by this call.
 * @throws the system's error
 */
export async function nameThisProcess(): Promise<ProcessName> {
  if (process.platform !== 'win32') return nameProcess(process.pid) ?? `process/${process.pid}/unknown`;
  const name = `shebao-cert-assistant-${randomBytes(16).toString('hex')}`;
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(toPath(name), resolve));
  server.unref();
  return `pipe/${name}`;
}

/** The name of another process of ours; null when it has ended. Not on Windows, where the system ends it with this one. */
export function nameProcess(pid: number): ProcessName | null {
  if (process.platform === 'win32') return null;
  const start = process.platform === 'linux' ? readLinuxStart(pid) : readPosixStart(pid);
  return start === null ? null : `process/${pid}/${start}`;
}

/** False only when the process has certainly ended. */
export async function isAlive(name: ProcessName): Promise<boolean> {
  const [kind, id = ''] = name.split('/');
  if (kind === 'pipe') return isPipeOpen(id);
  return nameProcess(Number(id)) === name;
}

/** Start in clock ticks since boot (proc(5), field 22) with the boot's own id: no clock can shift either. */
function readLinuxStart(pid: number): string | null {
  const stat = tryTo(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  // The program's name stands in brackets and may hold blanks and brackets itself.
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const start = fields[18];
  // A zombie has ended; only its parent has not yet looked.
  if (start === undefined || state === 'Z' || state === 'X') return null;
  return `${start}-${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}`;
}

function readPosixStart(pid: number): string | null {
  const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const run = (program: string, args: string[]) =>
    tryTo(() => execFileSync(program, args, { encoding: 'utf8', env: environment, stdio: 'pipe' }).trim());
  const answer = run('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)]);
  if (!answer || answer.startsWith('Z')) return null;
  const start = answer.replace(/^\S+\s+/, '').replaceAll(/[^0-9A-Za-z]+/g, '.');
  return `${start}-${run('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid']) ?? ''}`;
}

async function isPipeOpen(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(toPath(name));
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.setTimeout(pipePatienceMs, () => end(true));
    socket.once('connect', () => end(true));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code !== 'ENOENT'));
  });
}

const toPath = (name: string) => `\\\\.\\pipe\\${name}`;

/** Null where there is no such process. */
function tryTo<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
