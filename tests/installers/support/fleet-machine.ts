// A machine of its own to install things on: this one, seen through a layer that takes all writes and is thrown away.
// It lives in a mount namespace that ends with one process, so nothing has to be cleaned up and nobody else sees it.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface FleetMachine {
  /** Runs a program there. @returns what it printed @throws Error with what it said */
  run(program: string, ...args: string[]): string;
  /** Writes a file there, with its folders. */
  write(path: string, content: string): void;
  /** A script here that runs `program` there; it hands on arguments, environment and open files. @returns its path */
  makeEntrance(program: string): string;
  close(): Promise<void>;
}

/** What is shared with this machine: devices, processes, sockets, and temporary files, where tests keep theirs. */
const sharedFolders = ['dev', 'proc', 'sys', 'run', 'tmp'];

/** Only root may make one. @throws Error when the kernel does not let us */
export async function makeFleetMachine(): Promise<FleetMachine> {
  const folder = mkdtempSync(join(tmpdir(), 'shebao-fleet-'));
  const path = (name: string) => join(folder, name);
  for (const name of ['upper', 'work', 'root']) mkdirSync(path(name));
  const layers = `lowerdir=/,upperdir=${path('upper')},workdir=${path('work')}`;
  const script = [
    'set -e',
    `mount -t overlay overlay -o ${layers} ${path('root')}`,
    ...sharedFolders.map((name) => `mount --rbind /${name} ${path('root')}/${name}`),
    'echo ready',
    'exec cat',
  ].join('\n');
  const keeper = spawn('unshare', ['--mount', 'sh', '-c', script], { stdio: ['pipe', 'pipe', 'pipe'] });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    keeper.stderr.on('data', (chunk) => {
      said += chunk;
    });
    keeper.stdout.once('data', () => resolve());
    keeper.once('exit', () => reject(new Error(`no mount namespace: ${said}`)));
  });
  const enter = ['nsenter', '--mount', '--target', String(keeper.pid), 'chroot', path('root')];
  const run = (input: string | undefined, ...command: string[]) => {
    const [program = '', ...args] = [...enter, ...command];
    return execFileSync(program, args, { encoding: 'utf8', input, stdio: ['pipe', 'pipe', 'pipe'] });
  };
  return {
    run: (program, ...args) => run(undefined, program, ...args),
    write: (file, content) => {
      run(content, 'sh', '-c', 'mkdir -p "$(dirname "$1")" && cat > "$1"', 'sh', file);
    },
    makeEntrance: (program) => {
      const file = path(program.replaceAll('/', '_'));
      writeFileSync(file, `#!/bin/sh\nexec ${enter.join(' ')} ${program} "$@"\n`);
      chmodSync(file, 0o755);
      return file;
    },
    close: async () => {
      const ended = new Promise((resolve) => keeper.once('exit', resolve));
      keeper.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
