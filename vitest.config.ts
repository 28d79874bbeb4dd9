// The tests in groups: pure functions, the host with real tokens, other people's modules, and the same clerk in each real browser.
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { OrderedParts } from './tests/setup/ordered-parts.ts';

export default defineConfig({
  test: {
    // Two cores are what CI has.
    maxWorkers: 2,
    // A browser that starves for a moment on a shared machine is no finding; what fails twice is. The report names retries.
    retry: process.env.CI ? 1 : 0,
    sequence: { sequencer: OrderedParts },
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          // Where the clerks are: days that begin at another hour than in Greenwich.
          env: { TZ: 'Asia/Shanghai' },
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'host',
          include: ['tests/{token,host}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Modules that nobody here wrote, started by the tests themselves, and one that remembers too much.
        test: {
          name: 'modules',
          include: ['tests/modules/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'installers',
          include: ['tests/installers/**/*.test.ts'],
          globalSetup: ['tests/installers/support/build-packages.ts'],
          setupFiles: ['tests/installers/support/wait-for-packages.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        // A spread sample of the fault runner, another each day, and what it once found.
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
      {
        // What the three builds of the extension are; they are made before (tests/setup/build.mjs).
        test: { name: 'build', include: ['tests/build/**/*.test.ts'], testTimeout: 120_000 },
      },
      {
        // What attackers would do, a test an attack; a test that needs a browser says which.
        test: {
          name: 'hostile',
          include: ['tests/hostile/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      ...(['chromium', 'firefox'] as const).map((browser) => ({
        test: {
          name: `e2e-${browser}`,
          env: { CLERK_BROWSER: browser, KEEPS_BROWSER: '1' },
          include: ['tests/e2e/**/*.test.ts'],
          // The files that a worker runs share one browser (tests/support/browser/kept-browser.ts).
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      })),
    ],
  },
});
