// A token's lock belongs to living processes: it survives suspends and clocks, and a kill frees it at once.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newOwnersId, takeFile } from '../../native-host/journal/owned-file.ts';
import { TokenLocks } from '../../native-host/journal/token-locks.ts';
import { makeScratch, type Scratch } from '../support/files/scratch.ts';

const token = { serialNumber: '0123', label: '社保U盾' };
const modulePath = new URL('../../native-host/journal/token-locks.ts', import.meta.url).href;
let scratch: Scratch;
let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  scratch = makeScratch();
  folder = join(scratch.folder, 'locks');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  scratch.remove();
});

/** A process that takes the lock and keeps it. @returns what it answered, `taken` or an error's code */
async function startOwner(driver?: number): Promise<{ child: ChildProcess; answer: string }> {
  const script = `
    const { TokenLocks } = await import(${JSON.stringify(modulePath)});
    const locks = new TokenLocks(${JSON.stringify(folder)});
    locks.acquire(${JSON.stringify(token)}).then(
      () => { ${driver === undefined ? '' : `locks.addDriver(${driver});`} process.stdout.write('taken') },
      (error) => process.stdout.write(error.code),
    );
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [chunk] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer];
  return { child, answer: chunk.toString() };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const tryToTake = () =>
  new TokenLocks(folder).acquire(token).then(
    () => 'taken',
    (error: { code: string }) => error.code,
  );
const lockFile = () => join(folder, readdirSync(folder).find((name) => name.endsWith('.json')) ?? '');

describe('a lock', () => {
  test('is its owner’s while the owner lives, stopped or not, whatever the file’s times say', async () => {
    const { child } = await startOwner();
    expect(await tryToTake()).toBe('OPERATION_IN_PROGRESS');
    child.kill('SIGSTOP');
    for (const year of [1990, 2090]) {
      utimesSync(lockFile(), new Date(year, 1), new Date(year, 1));
      expect(await tryToTake()).toBe('OPERATION_IN_PROGRESS');
    }
    await kill(child);
    utimesSync(lockFile(), new Date(2090, 1), new Date(2090, 1));
    expect(await tryToTake()).toBe('taken');
  });

  test('is not the owner’s any more when its number went to another process, or the machine was started anew', async () => {
    await startOwner();
    const file = lockFile();
    const content = JSON.parse(readFileSync(lockFile(), 'utf8')) as { processes: string[] };
    const [name = ''] = content.processes;
    const changed = [name.replace(/\/\d+-/, '/1-'), name.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))];
    for (const other of changed) {
      writeFileSync(file, JSON.stringify({ ...content, processes: [other] }));
      const locks = new TokenLocks(folder);
      expect(await locks.acquire(token)).toBe(true);
      locks.release(token);
    }
  });

  test.each(['', '{"id":"', '{"id":"../x","processes":[]}', '[]'])('torn by a power cut is free: %j', async (text) => {
    const { child } = await startOwner();
    const file = lockFile();
    await kill(child);
    writeFileSync(file, text);
    expect(await tryToTake()).toBe('taken');
  });

  test('of a dead owner goes to one of many who want it', async () => {
    const { child } = await startOwner();
    await kill(child);
    const answers = await Promise.all(Array.from({ length: 6 }, async () => (await startOwner()).answer));
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'OPERATION_IN_PROGRESS')).toHaveLength(5);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('lives as long as a driver of the owner: the next waits until that has ended', async () => {
    const driver = spawn('sleep', ['60']);
    children.push(driver);
    const { child } = await startOwner(driver.pid);
    await kill(child);
    expect(await takeFile(lockFile(), { id: newOwnersId(), processes: [] })).toBe('ending');
    const taking = tryToTake();
    await kill(driver);
    expect(await taking).toBe('taken');
  });

  test('that somebody removed is noticed before the next step that writes', async () => {
    const locks = new TokenLocks(folder);
    await locks.acquire(token);
    locks.assertHeld(token);
    writeFileSync(lockFile(), '');
    expect(() => locks.assertHeld(token)).toThrow('OPERATION_IN_PROGRESS');
    expect(await tryToTake()).toBe('taken');
    locks.release(token);
    expect(await new TokenLocks(folder).acquire(token).catch((error: { code: string }) => error.code)).toBe(
      'OPERATION_IN_PROGRESS',
    );
  });
});
