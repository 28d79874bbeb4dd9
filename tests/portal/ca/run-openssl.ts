// Starts the openssl command line, which issues and judges everything here.
import { spawn } from 'node:child_process';

export interface OpensslOutcome {
  /** 0 when openssl was content. */
  readonly exitCode: number;
  readonly stdout: Buffer;
  /** What openssl says to people; with some commands the only place where a verdict stands. */
  readonly stderr: string;
}

/** Runs `openssl` and reports how it ended, whatever that was. `stdin` is closed at once when absent. */
export function tryOpenssl(args: readonly string[], stdin?: Uint8Array): Promise<OpensslOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn('openssl', args, { stdio: 'pipe', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) =>
      resolve({
        exitCode: exitCode ?? -1,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
    // openssl may leave before it has read everything; the exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
  });
}

/** Runs `openssl` and gives back its standard output; anything but exit code 0 throws with openssl's own words. */
export async function runOpenssl(args: readonly string[], stdin?: Uint8Array): Promise<Buffer> {
  const outcome = await tryOpenssl(args, stdin);
  if (outcome.exitCode !== 0) throw new Error(`openssl ${args[0]} failed (${outcome.exitCode}): ${outcome.stderr}`);
  return outcome.stdout;
}
