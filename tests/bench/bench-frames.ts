// A 16 MiB frame through the frame reader over the same bytes read from a bare pipe and joined: both end with one buffer to parse.
import { spawn } from 'node:child_process';
import { FrameReader } from '../../native-host/framing.ts';
import { type BenchResult, compare } from './measure.ts';

const payloadBytes = 16 * 1024 * 1024;
const writer = [
  'const header = Buffer.alloc(4);',
  `header.writeUInt32LE(${payloadBytes});`,
  `process.stdout.write(Buffer.concat([header, Buffer.alloc(${payloadBytes}, 120)]));`,
].join('');

/** From the first byte to the last. */
function timeReading(take: (chunk: Buffer) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    let startedAt = 0;
    const child = spawn(process.execPath, ['-e', writer], { stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.on('data', (chunk: Buffer) => {
      startedAt ||= performance.now();
      take(chunk);
    });
    child.stdout.on('end', () => resolve(performance.now() - startedAt));
    child.on('error', reject);
  });
}

export async function benchFrames(): Promise<BenchResult> {
  const ours = async () => {
    const reader = new FrameReader(64 * 1024 * 1024);
    let received = 0;
    const time = await timeReading((chunk) => {
      for (const frame of reader.push(chunk)) received += 'payload' in frame ? frame.payload.length : 0;
    });
    if (received !== payloadBytes) throw new Error(`${received} bytes came through`);
    return time;
  };
  const theirs = async () => {
    const chunks: Buffer[] = [];
    const time = await timeReading((chunk) => chunks.push(chunk));
    const joiningAt = performance.now();
    Buffer.concat(chunks);
    return time + performance.now() - joiningAt;
  };
  return compare('16 MiB frame over a raw pipe read into one buffer', 25, ours, theirs, 1.5);
}
