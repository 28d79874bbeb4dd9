// Which browser the clerk of this run has: the same tests run in each (see vitest.config.ts).

export type BrowserName = 'chromium' | 'firefox';

/** From CLERK_BROWSER; Chromium unless it says otherwise. Read at each call: the demo chooses when it starts. */
export function readBrowserName(): BrowserName {
  const name = process.env.CLERK_BROWSER ?? 'chromium';
  if (name !== 'chromium' && name !== 'firefox') throw new Error(`CLERK_BROWSER is chromium or firefox, not ${name}`);
  return name;
}
