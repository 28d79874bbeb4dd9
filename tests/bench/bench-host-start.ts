// How long until the host has answered hello, and what it weighs, over a Node that does nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { encodeFrame } from '../../native-host/framing.ts';
import { chromiumExtensionId } from '../../shared/product-ids.ts';
import type { Scratch } from '../support/files/scratch.ts';
import { hostScript } from '../support/host/host-client.ts';
import { type BenchResult, compare, median } from './measure.ts';

const hello = encodeFrame(
  '{"id":"1","command":"hello","params":{"protocolMin":1,"protocolMax":1,"extensionVersion":"0"}}',
);
const listTokens = encodeFrame('{"id":"2","command":"list-tokens","params":{}}');
const caller = `chrome-extension://${chromiumExtensionId}/`;

/** As the installed launcher starts it: nothing of the caller's Node settings, and a compile cache. */
function makeEnvironment({ folder, hostEnvironment }: Scratch): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS: _1, NODE_OPTIONS: _2, ...rest } = process.env;
  return { ...rest, ...hostEnvironment, NODE_COMPILE_CACHE: `${folder}/compile-cache` };
}

export async function benchHostStart(scratch: Scratch): Promise<BenchResult> {
  const env = makeEnvironment(scratch);
  const timeHello = async () => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, [hostScript, caller], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdin.write(hello);
    await once(child.stdout, 'data');
    const time = performance.now() - startedAt;
    child.stdin.end();
    await once(child, 'exit');
    return time;
  };
  const timeNode = async () => {
    const startedAt = performance.now();
    await once(spawn(process.execPath, ['-e', '0'], { env, stdio: 'ignore' }), 'exit');
    return performance.now() - startedAt;
  };
  // The first run fills the compile cache.
  await timeHello();
  return compare('host spawn → hello over node -e 0', 31, timeHello, timeNode, 1.35);
}

const readResidentKb = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

export async function benchHostMemory(scratch: Scratch): Promise<BenchResult[]> {
  const env = makeEnvironment(scratch);
  const weigh = async (args: string[], ...frames: Buffer[]) => {
    const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
    for (const frame of frames) {
      child.stdin.write(frame);
      await once(child.stdout, 'data');
    }
    if (frames.length === 0) await once(child.stdout, 'data');
    const kb = readResidentKb(child.pid ?? 0);
    child.stdin.end();
    await once(child, 'exit');
    return kb;
  };
  const bare = ['-e', "process.stdin.resume(); process.stdout.write('x')"];
  const figures: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < 9; run += 1) {
    figures[0].push(await weigh(bare));
    figures[1].push(await weigh([hostScript, caller], hello));
    figures[2].push(await weigh([hostScript, caller], hello, listTokens));
  }
  const [floor, afterHello, afterTokens] = figures.map(median) as [number, number, number];
  const row = (name: string, kb: number): BenchResult => ({
    name,
    ratio: kb / floor,
    goal: 1.4,
    unit: '×',
    note: `${(kb / 1024).toFixed(1)} MB over ${(floor / 1024).toFixed(1)} MB resident`,
  });
  return [
    row('host memory after hello over a bare Node', afterHello),
    row('host memory after list-tokens over a bare Node', afterTokens),
  ];
}
