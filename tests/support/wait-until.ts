// Waits for something outside this process; also where no test runs (benches), in which vitest's own way does not work.
import { setTimeout as sleep } from 'node:timers/promises';

/** @throws Error when `check` is not true within the time */
export async function waitUntil(check: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const endsAt = Date.now() + timeoutMs;
  while (!(await check())) {
    if (Date.now() > endsAt) throw new Error(`waited ${timeoutMs} ms in vain`);
    await sleep(100);
  }
}
