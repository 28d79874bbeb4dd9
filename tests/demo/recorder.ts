// Keeps a picture and a time of every step of a demo.
import { join } from 'node:path';
import type { Page } from 'puppeteer';

export interface Recorder {
  /** Takes a picture of what is shown, and the time since the last one. */
  record(name: string, shown: Page): Promise<void>;
  /** File names, in order. */
  readonly screenshots: string[];
  /** How long each step took, ms, by its name. */
  readonly timingsMs: Record<string, number>;
}

/** @param folder where the pictures go */
export function createRecorder(folder: string, say: (text: string) => void): Recorder {
  const screenshots: string[] = [];
  const timingsMs: Record<string, number> = {};
  let startedAt = performance.now();
  return {
    screenshots,
    timingsMs,
    async record(name, shown) {
      timingsMs[name] = Math.round(performance.now() - startedAt);
      const file = `${String(screenshots.length + 1).padStart(2, '0')}-${name}.png`;
      await shown.screenshot({ path: join(folder, file) as `${string}.png` });
      screenshots.push(file);
      say(`${name}: ${timingsMs[name]} ms → ${file}`);
      startedAt = performance.now();
    },
  };
}
