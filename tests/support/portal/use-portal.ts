// A simulated portal for all tests of one file.
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Portal, startPortal } from '../../portal/start-portal.ts';
import { makeScratch } from '../files/scratch.ts';

/**
 * Starts it before the file's first test and ends it after the last. To be called outside of tests.
 * @param onStarted gets the portal before any test, and before what is set up for each
 */
export function usePortal(onStarted: (portal: Portal) => void): void {
  const scratch = makeScratch();
  let portal: Portal | undefined;
  beforeAll(async () => {
    portal = await startPortal({ stateDir: join(scratch.folder, 'portal'), issueDelayMs: 20 });
    onStarted(portal);
  });
  afterAll(async () => {
    await portal?.close();
    scratch.remove();
  });
}
